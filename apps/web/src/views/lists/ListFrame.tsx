import { type ComponentProps, type ReactNode, useEffect, useRef } from "react"
import { useApp, useUrl } from "../../hooks/index.js"
import { ToggleGroup, type ToggleOption } from "../../ui/index.js"
import type { ListName } from "../../url-state.js"
import { Inspector } from "../inspector/index.js"

interface ListFrameProps extends ComponentProps<"section"> {
  readonly title: string
  /** Beside the title: the filter, and what is listed. */
  readonly head: ReactNode
  /** At the right end of the head. */
  readonly tools?: ReactNode
  readonly [data: `data-${string}`]: string | number
}

/** The list at the foot of the page, and the envelope that is open beside it. */
export function ListFrame({ title, head, tools, children, ...section }: ListFrameProps) {
  const { selection } = useUrl()
  return (
    <>
      <section
        className="relative flex min-h-0 min-w-0 flex-col border-t border-line outline-none"
        {...section}
      >
        <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-2.5 gap-y-1 px-6 py-1">
          <h2 className="sr-only">{title}</h2>
          {head}
          <span className="ml-auto flex items-center gap-x-2.5">
            <ListToggle />
            {tools}
          </span>
        </div>
        {children}
      </section>
      {selection?.kind === "envelope" && <Inspector envelope={selection} />}
    </>
  )
}

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
function ListToggle() {
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
