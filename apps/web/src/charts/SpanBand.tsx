import { xOf } from "./scale.js"
import type { Span } from "./types.js"
import type { Plot } from "./use-plot.js"

interface SpanBandProps {
  readonly plot: Plot
  /** What is shown. */
  readonly span: Span
  readonly chosen: Span
}

/** A chosen span of time, cut to what is shown. */
export function SpanBand({ plot, span, chosen }: SpanBandProps) {
  const fromMs = Math.max(chosen.fromMs, span.fromMs)
  const toMs = Math.min(chosen.toMs, span.toMs)
  if (toMs <= fromMs) return null
  const x = xOf(fromMs, span, plot)
  return (
    <svg className="chart-layer" aria-hidden="true">
      <rect
        className="chart-span"
        x={x}
        width={xOf(toMs, span, plot) - x}
        y={plot.top}
        height={plot.bottom - plot.top}
      />
    </svg>
  )
}
