import type { ChartPoint, Span } from "./types.js"

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
