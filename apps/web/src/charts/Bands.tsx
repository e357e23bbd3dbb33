import type { ReactNode } from "react"
import type { ChartPoint, Span } from "../model/index.js"
import type { Plot } from "./plot.js"

export const SPAN = "chart-span fill-accent/15 stroke-accent/60"
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
  readonly plot: Plot
  readonly className: string
  readonly of: Span
  /** Said in it, where there is room. */
  readonly text?: string
}

/** A span of time, cut to what is shown. */
export function Band({ plot, className, of, text }: BandProps) {
  const { span, top, bottom, remPx } = plot
  const from = plot.x(Math.max(of.fromMs, span.fromMs))
  const widthPx = plot.x(Math.min(of.toMs, span.toMs)) - from
  if (widthPx <= 0) return null
  return (
    <>
      <rect className={className} x={from} width={widthPx} y={top} height={bottom - top} />
      {text !== undefined && widthPx > remPx * 3.2 && (
        <text className={TICK} x={from + widthPx / 2} y={(top + bottom) / 2} textAnchor="middle">
          {text}
        </text>
      )}
    </>
  )
}

/** How far back the list of envelopes holds all there were: a rule under the time. */
export function Reach({ plot, reachMs }: { readonly plot: Plot; readonly reachMs: number }) {
  const { span, right, bottom } = plot
  if (reachMs >= span.toMs) return null
  const isWhole = reachMs <= span.fromMs
  const from = plot.x(Math.max(reachMs, span.fromMs))
  return (
    <path
      className="fill-none stroke-accent stroke-2"
      d={`M${from} ${bottom - (isWhole ? 0 : 4)}V${bottom}H${right}`}
    >
      <title>The list below holds every envelope from here on</title>
    </path>
  )
}

/** Spans without data, neighbours joined, cut to what is shown. */
export function gapBands(points: readonly ChartPoint[], span: Span): readonly Span[] {
  const bands: { fromMs: number; toMs: number }[] = []
  for (const point of points) {
    if (point.gap === null || point.t <= span.fromMs) continue
    const fromMs = Math.max(point.t - point.widthMs, span.fromMs)
    const last = bands.at(-1)
    if (last !== undefined && fromMs <= last.toMs + 1) last.toMs = point.t
    else bands.push({ fromMs, toMs: Math.min(point.t, span.toMs) })
  }
  return bands
}
