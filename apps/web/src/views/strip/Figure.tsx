import type { ReactNode } from "react"
import { type Figure as FigureText, UNKNOWN } from "../../format.js"

export function Figure({
  area,
  label,
  title,
  children,
}: {
  /** Its place in the strip (layout.css). */
  readonly area: string
  readonly label: string
  readonly title?: string
  readonly children: ReactNode
}) {
  return (
    <div className="flex flex-col justify-between gap-1.5" style={{ gridArea: area }} title={title}>
      <h2 className="text-label whitespace-nowrap text-ink2">{label}</h2>
      <div className="figure-values flex items-baseline gap-x-4 gap-y-1 whitespace-nowrap">
        {children}
      </div>
    </div>
  )
}

/** The number itself. `value` is for machines; null is a dash. */
export function FigureValue({
  testId,
  value,
  text,
  name,
  small = false,
  tone = "",
}: {
  readonly testId: string
  readonly value: number | null | undefined
  readonly text: FigureText
  /** Stands before it, quietly. */
  readonly name?: string
  readonly small?: boolean
  readonly tone?: string
}) {
  return (
    <span
      data-testid={testId}
      data-value={value ?? ""}
      className={`leading-none font-semibold tracking-tight ${small ? "text-figure-small" : "text-figure"} ${text.value === UNKNOWN ? "text-ink3" : tone}`}
    >
      {name !== undefined && (
        <span className="mr-1.5 text-label font-normal tracking-normal text-ink2">{name}</span>
      )}
      {text.value}
      {text.unit !== "" && (
        <span className="ml-0.5 text-body font-medium tracking-normal text-ink2">{text.unit}</span>
      )}
    </span>
  )
}
