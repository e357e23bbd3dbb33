import type { ChartPoint, Span, WorkerSeries } from "@zmqscope/model"
import type { Marker, Trial } from "@zmqscope/protocol"
import type { ReactNode } from "react"
import type { WorkerPattern } from "../colour.js"
import type { UrlState } from "../url-state.js"

/** What every chart takes. Keep each array, set and function while it is the same. */
export interface ChartProps {
  readonly points: readonly ChartPoint[]
  /** Every worker that occurs in the points, the gone ones too. */
  readonly workers: readonly WorkerSeries[]
  readonly markers: readonly Marker[]
  readonly pins: readonly Pin[]
  readonly windowMs: number
  /** The right edge, on the server's clock (`Snapshot.atMs`), Unix milliseconds. */
  readonly nowMs: number
  /** `t` is no time of the clock: thousandths of this from 0 on, since something began or of a load. */
  readonly unit?: " s" | "/s"
  /** The right edge stands still: labelled with its time instead of 'now'. */
  readonly frozen: boolean
  /** What was before the page is still asked for. */
  readonly isLoading?: boolean
  /** From when on the list below holds every envelope, Unix milliseconds; null: not known. */
  readonly reachMs: number | null
  readonly span: Span | null
  /** A span was brushed, or (null) given up. */
  readonly onSelectSpan: (span: Span | null) => void
  /** Ids of the series that are off, on every chart that has them. */
  readonly hidden: ReadonlySet<string>
  readonly latencyView: UrlState["latencyView"]
  /** From percentiles to the heat map, or back. */
  readonly onTurnLatencyView: () => void
}

/** A trial that is picked, to be compared with another or with what is now. */
export interface Pin {
  readonly letter: "A" | "B"
  readonly trial: Trial
}

/** What a chart draws. Areas are stacked in the order they come. */
export interface Series {
  /** Stable, and the same on every chart: `worker:3`, `waiting`, `p99`. */
  readonly id: string
  readonly name: string
  /** What the name stands for, when that is not plain. */
  readonly meaning?: string
  readonly colour: string
  readonly shape: "line" | "area"
  readonly dash?: string | undefined
  /** How an area is filled: plain, hatched or dotted. */
  readonly pattern?: WorkerPattern | undefined
  readonly widthPx?: number
  /** Null where there is nothing to draw, which breaks it. */
  readonly read: (point: ChartPoint) => number | null
  /** Whether what it is of was there; left out: always. */
  readonly isAt?: (point: ChartPoint) => boolean
  /** It has an axis of its own, which is not drawn. */
  readonly aside?: LinearAxis
}

/** A value axis: from 0, or from a power of ten to another. */
export interface Axis {
  readonly kind: "linear" | "log"
  readonly low: number
  readonly high: number
  readonly format: (value: number, isLowest: boolean) => string
}

/** A value axis from 0 to what is shown, never shorter than `least`. */
interface LinearAxis extends Pick<Axis, "format"> {
  readonly least: number
}

/** A chart: what it shows of what every chart takes. */
export interface ChartSpec {
  readonly chart: ChartProps
  readonly title: string
  /** What the chart shows, in a few words. */
  readonly subtitle: string
  /** Of some points, with its unit: of the last ones, or of the one at the cursor. Left out: the series' labels say it. */
  readonly figure?: (points: readonly ChartPoint[]) => string
  /** Whether that is how it stands at the end of them, and not over all. */
  readonly isMoment?: boolean
  /** The current state and trend in a sentence, for those who do not see the chart. */
  readonly summary: string
  readonly axis: Axis | LinearAxis
  /** The hidden ones too. */
  readonly series: readonly Series[]
  readonly format: (value: number) => string
  /** A picked trial's figure in the units of the axis; left out where the chart shows none that trials have. */
  readonly pinned?: (pin: Pin) => number | null
  readonly controls?: ReactNode
  /** Drawn in place of the series and their labels. */
  readonly instead?: ReactNode
}
