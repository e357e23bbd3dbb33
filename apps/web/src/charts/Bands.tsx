import type { ReactNode } from "react"
import type { Span } from "../model/index.js"
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
  /** Below the plot, so high; left out: over all of it. Pixels. */
  readonly heightPx?: number
  readonly text?: string
}

/** A span of time, cut to what is shown. */
export function Band({ of, className, heightPx, text }: BandProps) {
  const { span, top, bottom, remPx, x } = useDrawing().plot
  const from = x(Math.max(of.fromMs, span.fromMs))
  const widthPx = x(Math.min(of.toMs, span.toMs)) - from
  if (widthPx <= 0) return null
  const place = heightPx ? { y: bottom, height: heightPx } : { y: top, height: bottom - top }
  const isRoomy = text !== undefined && widthPx > remPx * 3.2
  const middle = { x: from + widthPx / 2, y: (top + bottom) / 2, textAnchor: "middle" } as const
  return (
    <>
      <rect className={className} x={from} width={widthPx} {...place} />
      {isRoomy && (
        <text className={TICK} {...middle}>
          {text}
        </text>
      )}
    </>
  )
}

export function ChosenSpan({ of }: { readonly of: Span }) {
  return <Band of={of} className="chart-span fill-accent/15 stroke-accent/60" />
}
