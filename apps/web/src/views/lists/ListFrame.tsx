import type { ComponentProps, ReactNode } from "react"
import { useUrl } from "../../hooks/index.js"
import { Inspector } from "../inspector/index.js"
import { ListToggle } from "./ListToggle.js"

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
          <span className="grow" />
          <ListToggle />
          {tools}
        </div>
        {children}
      </section>
      {selection?.kind === "envelope" && <Inspector envelope={selection} />}
    </>
  )
}
