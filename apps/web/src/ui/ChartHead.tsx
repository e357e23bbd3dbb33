import type { ReactNode } from "react"

/** A chart's figure, and whatever stands among charts. */
export const CHART = "@container m-0 flex h-full min-h-0 min-w-0 flex-col"

interface ChartHeadProps {
  readonly id: string
  readonly title: string
  readonly subtitle: string
  /** The subtitle tells which moment is read. */
  readonly isReadout?: boolean
  readonly figure: string
  /** What the figure is over. */
  readonly window?: string | undefined
  readonly isOld?: boolean
  /** Controls beside the heading. */
  readonly children?: ReactNode
}

/** With controls or without, all plots begin at the same height. */
export function ChartHead(props: ChartHeadProps) {
  const { id, title, subtitle, isReadout = false, figure, window, isOld = false, children } = props
  return (
    <figcaption className="flex h-5.5 items-baseline gap-2 text-label leading-5.5 whitespace-nowrap">
      <h2 id={id} className="truncate font-semibold">
        {title}
      </h2>
      <span
        className={`truncate text-ink2 ${isReadout ? "chart-readout" : "hidden @3xs:inline"}`}
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
          <small className="ml-1 font-normal text-ink2" title={`Over the last ${window}`}>
            in {window}
          </small>
        )}
      </output>
    </figcaption>
  )
}
