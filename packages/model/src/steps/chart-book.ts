import type { History, HistoryStep, Marker, Snapshot } from "@zmqscope/protocol"
import { ChartHistory } from "./chart-history.js"
import { PastCharts } from "./past-charts.js"
import { RateTrace } from "./rate-trace.js"
import { SeriesNames } from "./series-names.js"
import type { ChartPoint, WorkerSeries } from "./types.js"

const MAX_MARKERS = 500
/** Live steps kept while the history is on its way: a minute of 100 ms steps. */
const MAX_PENDING_STEPS = 600

interface Pending {
  readonly steps: HistoryStep[]
  readonly markers: Marker[]
}

/**
 * The series behind the charts: history as the server has it, and the live steps after it. While a
 * history is loaded anew the old series stay on the screen, and are replaced in one go.
 */
export class ChartBook {
  readonly #charts = new ChartHistory()
  readonly #trace = new RateTrace()
  readonly #names = new SeriesNames()
  readonly past = new PastCharts()
  #seriesBase = 0
  #markers: readonly Marker[] = []
  #pending: Pending | undefined

  /** A run began: its workers' series start there. */
  beginRun(seriesBase: number): void {
    this.#seriesBase = seriesBase
    this.#names.addBase(seriesBase)
  }

  /** A history will come, and live steps and markers on top of it. */
  expectHistory(): void {
    this.#pending = { steps: [], markers: [] }
    this.past.askAgain()
  }

  replaceHistory(history: History): void {
    const untilMs = endMs(history.steps.at(-1))
    const { steps, markers } = this.#pending ?? { steps: [], markers: [] }
    const newer = steps.filter((step) => step.startMs + step.widthMs / 2 >= untilMs)
    const unknown = markers.filter((marker) => !history.markers.some(isSameAs(marker)))
    this.#pending = undefined
    this.#charts.clear()
    this.#trace.clear()
    this.#names.learn(history.workerNames)
    this.#takeSteps(history.steps)
    this.#takeSteps(newer)
    this.#markers = [...history.markers, ...unknown].slice(-MAX_MARKERS)
  }

  /** The history cannot be had: goes on with what there is and what comes. */
  giveUpHistory(): void {
    this.#pending = undefined
  }

  take(snapshot: Snapshot): void {
    for (const { index, name } of snapshot.workers) {
      if (index >= 0) this.#names.set(this.#seriesBase + index, name)
    }
    if (snapshot.steps.length === 0) return
    this.#takeSteps(snapshot.steps)
    if (this.#pending === undefined) return
    const { steps } = this.#pending
    steps.push(...snapshot.steps)
    while (steps.length > MAX_PENDING_STEPS) steps.shift()
  }

  addMarker(marker: Marker): void {
    this.#markers = [...this.#markers, marker].slice(-MAX_MARKERS)
    if (this.#pending === undefined) return
    const { markers } = this.#pending
    markers.push(marker)
    while (markers.length > MAX_MARKERS) markers.shift()
  }

  get markers(): readonly Marker[] {
    return this.#markers
  }

  trace(): readonly (number | null)[] {
    return this.#trace.rates()
  }

  points(windowMs: number, nowMs: number): readonly ChartPoint[] {
    const isWhole = this.#charts.holds(windowMs, nowMs)
    const points = this.#charts.points(windowMs, nowMs)
    return isWhole
      ? this.past.keep(windowMs, nowMs, points)
      : this.past.points(windowMs, nowMs, points)
  }

  workers(points: readonly ChartPoint[]): readonly WorkerSeries[] {
    return this.#names.of(points)
  }

  #takeSteps(steps: readonly HistoryStep[]): void {
    this.#charts.add(steps)
    this.#trace.add(steps)
  }
}

/** Markers have no number: what happened at one time and reads the same is one. */
function isSameAs({ atMs, kind, text }: Marker): (other: Marker) => boolean {
  return (other) => other.atMs === atMs && other.kind === kind && other.text === text
}

function endMs(step: HistoryStep | undefined): number {
  return step === undefined ? 0 : step.startMs + step.widthMs
}
