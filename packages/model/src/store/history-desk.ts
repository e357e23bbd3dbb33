import type { History } from "@zmqscope/protocol"
import type { Past } from "../source.js"
import type { ChartBook } from "../steps/index.js"
import type { HistoryLoad } from "./views.js"

/** Asks the source for what the charts lack, and tells how that stands. */
export class HistoryDesk {
  readonly #past: Past
  readonly #charts: ChartBook
  readonly #onChange: () => void
  #load: HistoryLoad = { state: "loading" }
  #asked = 0

  constructor(past: Past, charts: ChartBook, onChange: () => void) {
    this.#past = past
    this.#charts = charts
    this.#onChange = onChange
  }

  get load(): HistoryLoad {
    return this.#load
  }

  /** Asks for all of it (again). */
  refresh(): void {
    this.#charts.expectHistory()
    this.#wait(this.#past.history(), (history) => this.#charts.replaceHistory(history))
  }

  /** Asks for the moment that charts stand still at, if the page no longer holds enough of it. */
  askForPast(): void {
    if (this.#load.state !== "ready") return
    const question = this.#charts.past.question()
    if (question === null) return
    const { nowMs, sinceMs } = question
    this.#wait(this.#past.historySince(sinceMs), (history) =>
      this.#charts.past.answer(nowMs, history),
    )
  }

  /** Only the last question counts. */
  #wait(answer: Promise<History>, take: (history: History) => void): void {
    this.#asked += 1
    const asked = this.#asked
    this.#set({ state: "loading" })
    answer.then(
      (history) => {
        if (asked !== this.#asked) return
        take(history)
        this.#set({ state: "ready" })
      },
      (error: unknown) => {
        if (asked !== this.#asked) return
        this.#charts.giveUpHistory()
        const reason = error instanceof Error ? error.message : String(error)
        this.#set({ state: "failed", reason })
      },
    )
  }

  #set(load: HistoryLoad): void {
    this.#load = load
    this.#onChange()
  }
}
