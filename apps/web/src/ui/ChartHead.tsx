import type { ReactNode } from "react"

export const CHART = "@container m-0 flex h-full min-h-0 min-w-0 flex-col"

interface ChartHeadProps {
  readonly id: string
  readonly title: string
  readonly subtitle: string
  /** The subtitle tells which moment is read. */
  readonly isReadout?: boolean
  readonly figure: string
  /** What the figure is over, in a word. */
  readonly window?: string | undefined
  readonly isOld?: boolean
  readonly children?: ReactNode
}

/** With controls or without, all plots begin at the same height. */
export function ChartHead(props: ChartHeadProps) {
  const { id, title, subtitle, isReadout = false, figure, window, isOld = false, children } = props
  return (
    <figcaption className="flex h-5.5 items-baseline gap-2 text-label leading-5.5 whitespace-nowrap">
      <h2 id={id} className="flex-none font-semibold">
        {title}
      </h2>
      <span
        className={`truncate text-ink2 ${isReadout ? "chart-readout" : "hidden @xs:inline"}`}
        title={subtitle}
      >
        {subtitle}
      </span>
      {children}
      <output
        className={`ml-auto font-semibold tabular-nums ${isOld ? "text-ink3" : ""}`}
        aria-live="off"
      >
        {figure}
        {window !== undefined && (
          <small className="ml-1 text-tiny font-normal text-ink2">{window}</small>
        )}
      </output>
    </figcaption>
  )
}
