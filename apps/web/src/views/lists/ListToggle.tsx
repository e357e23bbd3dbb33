import { useApp, useUrl } from "../../hooks/index.js"
import { ToggleGroup, type ToggleOption } from "../../ui/index.js"
import type { ListName } from "../../url-state.js"

const LISTS: readonly ToggleOption<ListName>[] = [
  { value: "envelopes", label: "Envelopes", title: "Each request and its reply" },
  {
    value: "events",
    label: "Events",
    title: "Joins, leaves, cuts, switches, restarts, faults (V)",
  },
]

/** Which list stands at the foot of the page. */
export function ListToggle() {
  const { url } = useApp()
  const { list } = useUrl()
  return (
    <ToggleGroup
      name="list"
      label="Which list is shown"
      value={list}
      options={LISTS}
      onChange={(next) => url.step({ list: next })}
    />
  )
}
