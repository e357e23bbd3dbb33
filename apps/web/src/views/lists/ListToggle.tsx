import { useEffect, useRef } from "react"
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

/** Each list has a toggle of its own: whoever chose the other list on one is on that one's next. */
let isFollowed = false

/** Which list stands at the foot of the page. */
export function ListToggle() {
  const { url } = useApp()
  const { list } = useUrl()
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isFollowed) root.current?.querySelector<HTMLElement>(":checked")?.focus()
    isFollowed = false
  }, [])
  return (
    <div ref={root}>
      <ToggleGroup
        label="Which list is shown"
        value={list}
        options={LISTS}
        onChange={(next) => {
          isFollowed = true
          url.step({ list: next })
        }}
      />
    </div>
  )
}
