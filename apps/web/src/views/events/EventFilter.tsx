import type { FilterError } from "@zmqscope/filter"
import { completeEvents } from "../../events/index.js"
import { useApp, useFigures, useUrl } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { FilterField } from "../filter-field/FilterField.js"

/** What the log is narrowed to. */
export function EventFilter({ errors }: { readonly errors: readonly FilterError[] }) {
  const { url } = useApp()
  const { eventFilter } = useUrl()
  const snapshot = useFigures((view) => view.snapshot)
  return (
    <FilterField
      filter={eventFilter}
      errors={errors}
      onChange={(text, isNew) =>
        isNew ? url.step({ eventFilter: text }) : url.set({ eventFilter: text })
      }
      complete={(text, caret) =>
        completeEvents(text, caret, {
          clients: snapshot?.clients.map(({ name }) => name) ?? [],
          workers: snapshot?.workers.map(({ name }) => name) ?? [],
        })
      }
      label="Filter events"
      placeholder="kind:cut,leave or worker:worker-2"
      testId={TEST_IDS.eventFilter}
      errorTestId={TEST_IDS.eventFilterError}
    />
  )
}
