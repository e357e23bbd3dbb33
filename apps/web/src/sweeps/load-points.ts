import type { SweepPoint } from "@zmqscope/protocol"
import type { ChartPoint } from "../model/index.js"

const NOTHING = new Map<number, never>()

export type LoadSeries = keyof SweepPoint["intendedUs"]

/** What a sweep has measured, on an axis of load: thousandths of a request a second. */
export class LoadPoints {
  readonly points: readonly ChartPoint[]
  readonly #measured: ReadonlyMap<number, SweepPoint>

  constructor(measured: readonly SweepPoint[]) {
    this.#measured = new Map(measured.map((point) => [point.perSecond * 1000, point]))
    this.points = [...this.#measured.keys()].map((t) => pointAt(t))
  }

  read(series: LoadSeries, { t }: ChartPoint): number | null {
    return this.#measured.get(t)?.intendedUs[series] ?? null
  }
}

/** A place on the axis: what is drawn there is the sweep's. */
function pointAt(t: number): ChartPoint {
  return {
    t,
    widthMs: 0,
    gap: null,
    missed: 0,
    waiting: 0,
    unseen: 0,
    oldestWaitingUs: 0,
    outstanding: NOTHING,
    served: NOTHING,
    shares: NOTHING,
    returnedPerSecond: 0,
    latency: null,
    split: null,
  }
}
