import { type ChartPoint, plainPoint } from "@zmqscope/model"
import type { SweepPoint } from "@zmqscope/protocol"

export type LoadSeries = keyof SweepPoint["intendedUs"]

/** What a sweep has measured, on an axis of load: thousandths of a request a second. */
export class LoadPoints {
  readonly points: readonly ChartPoint[]
  readonly #measured: ReadonlyMap<number, SweepPoint>

  constructor(measured: readonly SweepPoint[]) {
    this.#measured = new Map(measured.map((point) => [point.perSecond * 1000, point]))
    this.points = [...this.#measured.keys()].map((t) => plainPoint(t, 0))
  }

  read(series: LoadSeries, { t }: ChartPoint): number | null {
    return this.#measured.get(t)?.intendedUs[series] ?? null
  }
}
