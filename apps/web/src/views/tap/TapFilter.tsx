import type { FilterError } from "@zmqscope/filter"
import { useRef } from "react"
import { useApp, useCommands, useFigures, useUrl } from "../../hooks/index.js"
import { complete } from "../../model/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { FilterField } from "../filter-field/FilterField.js"

/** What the tap is narrowed to. */
export function TapFilter({ errors }: { readonly errors: readonly FilterError[] }) {
  const { url } = useApp()
  const { filter } = useUrl()
  const snapshot = useFigures((view) => view.snapshot)
  const field = useRef<HTMLInputElement>(null)
  useCommands({
    filter: () => field.current?.focus(),
    "clear-filter": () => url.step({ filter: "" }),
  })
  return (
    <FilterField
      fieldRef={field}
      filter={filter}
      errors={errors}
      onChange={(text, isNew) => (isNew ? url.step({ filter: text }) : url.set({ filter: text }))}
      complete={(text, caret) =>
        complete(text, caret, {
          clients: snapshot?.clients.map(({ name }) => name) ?? [],
          workers: snapshot?.workers.map(({ name }) => name) ?? [],
          nowMs: Math.round(snapshot?.atMs ?? 0),
        })
      }
      label="Filter envelopes"
      placeholder="client:client-3 rtt>20ms or outcome:lost"
      testId={TEST_IDS.tapFilter}
      errorTestId={TEST_IDS.tapFilterError}
    />
  )
}
