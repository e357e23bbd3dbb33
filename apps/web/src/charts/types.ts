import type { Marker } from "@zmqscope/protocol"
import type { ChartPoint, LatencyView, Span, WorkerSeries } from "../model/index.js"

export {
  type ChartPoint,
  LATENCY_VIEWS,
  type LatencyPoint,
  type LatencyView,
  type Span,
  type SplitPoint,
  WINDOWS_MS,
  type WorkerSeries,
  type WorkerShare,
} from "../model/index.js"

/**
 * What every chart takes. Mount one `ChartHistory` beside the store, feed it the steps, and hand
 * `history.points(windowMs, nowMs)` to all charts; they render again only when that array changes.
 */
export interface ChartProps {
  readonly points: readonly ChartPoint[]
  /** Every worker that occurs in the points, the gone ones too; keep the array while it is the same. */
  readonly workers: readonly WorkerSeries[]
  readonly markers: readonly Marker[]
  readonly windowMs: number
  /** The right edge, on the server's clock (`Snapshot.atMs`), Unix milliseconds. */
  readonly nowMs: number
  /** The right edge stands still: labelled with its time instead of 'now'. */
  readonly frozen?: boolean
  /** The span that is chosen, drawn on every chart. */
  readonly span: Span | null
  /** A span was brushed, or (null) given up. */
  readonly onSelectSpan: (span: Span | null) => void
  /** Ids of the series that are off, on every chart that has them; keep the set while it is the same. */
  readonly hidden: ReadonlySet<string>
  /** A series was turned off or on. */
  readonly onToggleSeries: (id: string) => void
  readonly latencyView: LatencyView
  /** From percentiles to the heat map, or back. */
  readonly onTurnLatencyView: () => void
}
