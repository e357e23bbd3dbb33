import type { Span } from "@zmqscope/model"
import type { ReactNode } from "react"
import { useDrawing } from "./plot.js"

export const TICK = "fill-ink3 text-tiny"

/** What is drawn over the whole of a chart's box, and takes no pointer. */
export function Layer({ children }: { readonly children: ReactNode }) {
  return (
    <svg className="pointer-events-none absolute inset-0 size-full" aria-hidden="true">
      {children}
    </svg>
  )
}

interface BandProps {
  readonly of: Span
  readonly className: string
  /** Left out: over all of the plot. Pixels. */
  readonly rows?: { readonly y: number; readonly height: number }
  readonly text?: string
}

/** A span of time, cut to what is shown. */
export function Band({ of, className, rows, text }: BandProps) {
  const { span, top, bottom, remPx, x } = useDrawing().plot
  const from = x(Math.max(of.fromMs, span.fromMs))
  const width = x(Math.min(of.toMs, span.toMs)) - from
  const { y, height } = rows ?? { y: top, height: bottom - top }
  if (width <= 0) return null
  return (
    <>
      <rect className={className} x={from} width={width} y={y} height={height} />
      {text !== undefined && width > remPx * 3.2 && (
        <text className={TICK} x={from + width / 2} y={y + height / 2} textAnchor="middle">
          {text}
        </text>
      )}
    </>
  )
}

export function ChosenSpan({ of }: { readonly of: Span }) {
  return <Band of={of} className="chart-span fill-accent/15 stroke-accent/60" />
}
