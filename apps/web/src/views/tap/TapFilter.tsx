import type { FilterError } from "@zmqscope/filter"
import { complete } from "@zmqscope/model"
import { useRef } from "react"
import { useApp, useCommands } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { FilterField } from "../filter-field/FilterField.js"

/** What the tap is narrowed to. */
export function TapFilter({ errors }: { readonly errors: readonly FilterError[] }) {
  const { url } = useApp()
  const field = useRef<HTMLInputElement>(null)
  useCommands({
    filter: () => field.current?.focus(),
    "clear-filter": () => url.step({ filter: "" }),
  })
  return (
    <FilterField
      fieldRef={field}
      param="filter"
      errors={errors}
      complete={complete}
      label="Filter envelopes"
      placeholder="client:client-3 rtt>20ms or outcome:lost"
      testId={TEST_IDS.tapFilter}
      errorTestId={TEST_IDS.tapFilterError}
    />
  )
}
