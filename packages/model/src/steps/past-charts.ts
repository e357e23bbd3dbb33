import type { History } from "@zmqscope/protocol"
import { ChartHistory } from "./chart-history.js"
import { type ChartPoint, WINDOWS_MS } from "./types.js"

const LONGEST_WINDOW_MS = Math.max(...WINDOWS_MS)

/**
 * Charts that stand still at a moment whose window the live series no longer hold: as the server has
 * it, asked for once a moment. What was on show before stays until the answer is there.
 */
export class PastCharts {
  #wantedMs: number | null = null
  #askedMs: number | null = null
  #charts = new ChartHistory()
  #loadedMs: number | null = null
  #shown: { readonly windowMs: number; readonly nowMs: number; readonly points: Points } | null =
    null

  /** What the live series hold whole, and so what is shown until it is to be shown from here. */
  keep(windowMs: number, nowMs: number, points: Points): Points {
    this.#wantedMs = null
    this.#shown = { windowMs, nowMs, points }
    return points
  }

  /** The window that ends at `nowMs`; `rest`: what the live series hold of it. */
  points(windowMs: number, nowMs: number, rest: Points): Points {
    this.#wantedMs = nowMs
    if (this.#loadedMs === nowMs) return this.#charts.points(windowMs, nowMs)
    const shown = this.#shown
    return shown?.windowMs === windowMs && shown.nowMs === nowMs ? shown.points : rest
  }

  /** A moment that is to be asked for, from where its longest window begins; once. */
  question(): { readonly nowMs: number; readonly sinceMs: number } | null {
    const nowMs = this.#wantedMs
    if (nowMs === null || nowMs === this.#askedMs) return null
    this.#askedMs = nowMs
    return { nowMs, sinceMs: Math.max(0, nowMs - LONGEST_WINDOW_MS) }
  }

  answer(nowMs: number, { steps }: History): void {
    this.#charts = new ChartHistory()
    this.#charts.add(steps.filter(({ startMs }) => startMs < nowMs))
    this.#loadedMs = nowMs
  }

  /** What was asked is to be asked again. */
  askAgain(): void {
    this.#askedMs = null
  }
}

type Points = readonly ChartPoint[]
