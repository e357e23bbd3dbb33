import type { History, HistoryStep, Marker, Snapshot } from "@zmqscope/protocol"
import type { Past } from "../source.js"
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

export type HistoryLoad =
  | { readonly state: "loading" }
  | { readonly state: "ready" }
  | { readonly state: "failed"; readonly reason: string }

/**
 * The series behind the charts: history, which it asks the source for, and the live steps after it.
 * While a history is loaded anew the old series stay on the screen, and are replaced in one go.
 */
export class ChartBook {
  readonly #charts = new ChartHistory()
  readonly #trace = new RateTrace()
  readonly #names = new SeriesNames()
  readonly #still = new PastCharts()
  readonly #past: Pick<Past, "history" | "historySince">
  readonly #onLoad: () => void
  #load: HistoryLoad = { state: "loading" }
  #asked = 0
  #seriesBase = 0
  #markers: readonly Marker[] = []
  #pending: Pending | undefined

  /** @param onLoad hears when it stands otherwise with what was asked for */
  constructor(past: Pick<Past, "history" | "historySince">, onLoad: () => void) {
    this.#past = past
    this.#onLoad = onLoad
  }

  /** How it stands with what was asked for last. */
  get load(): HistoryLoad {
    return this.#load
  }

  /** A run began: its workers' series start there. */
  beginRun(seriesBase: number): void {
    this.#seriesBase = seriesBase
    this.#names.addBase(seriesBase)
  }

  /** Asks for all of the history (again); live steps and markers come on top of it. */
  refresh(): void {
    this.#pending = { steps: [], markers: [] }
    this.#still.askAgain()
    this.#wait(this.#past.history(), (history) => this.#replace(history))
  }

  /** Asks for the moment that charts stand still at, if the page no longer holds enough of it. */
  askForPast(): void {
    if (this.#load.state !== "ready") return
    const question = this.#still.question()
    if (question === null) return
    const { nowMs, sinceMs } = question
    this.#wait(this.#past.historySince(sinceMs), (history) => this.#still.answer(nowMs, history))
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
      ? this.#still.keep(windowMs, nowMs, points)
      : this.#still.points(windowMs, nowMs, points)
  }

  workers(points: readonly ChartPoint[]): readonly WorkerSeries[] {
    return this.#names.of(points)
  }

  /** Only the last question counts. */
  #wait(answer: Promise<History>, take: (history: History) => void): void {
    this.#asked += 1
    const asked = this.#asked
    this.#setLoad({ state: "loading" })
    answer.then(
      (history) => {
        if (asked !== this.#asked) return
        take(history)
        this.#setLoad({ state: "ready" })
      },
      (error: unknown) => {
        if (asked !== this.#asked) return
        // It goes on with what there is and what comes.
        this.#pending = undefined
        const reason = error instanceof Error ? error.message : String(error)
        this.#setLoad({ state: "failed", reason })
      },
    )
  }

  #setLoad(load: HistoryLoad): void {
    this.#load = load
    this.#onLoad()
  }

  #replace(history: History): void {
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
