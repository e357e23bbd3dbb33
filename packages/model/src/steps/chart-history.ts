import type { HistoryStep } from "@zmqscope/protocol"
import { SlotSeries } from "./slot-series.js"
import { type ChartPoint, WINDOWS_MS } from "./types.js"

const EMPTY: readonly ChartPoint[] = Object.freeze([])

/**
 * Every step so far as points, for each window that charts offer. Each step is merged once into
 * the slots it falls in; slots are aligned to absolute time, so that points never wobble.
 */
export class ChartHistory {
  #series = new Map(WINDOWS_MS.map((windowMs) => [windowMs as number, new SlotSeries(windowMs)]))

  /** Forgets everything, for a broker that started anew or a history that is loaded again. */
  clear(): void {
    this.#series = new Map(WINDOWS_MS.map((windowMs) => [windowMs, new SlotSeries(windowMs)]))
  }

  /**
   * Takes steps in the order of time. What overlaps time already covered is passed over, so that
   * the live steps may follow a history that already holds some of them.
   */
  add(steps: readonly HistoryStep[]): void {
    for (const series of this.#series.values()) for (const step of steps) series.add(step)
  }

  /** Whether `points` would leave out nothing of the window that there ever was in it. */
  holds(windowMs: number, nowMs: number): boolean {
    return this.#series.get(windowMs)?.holds(nowMs) ?? true
  }

  /**
   * The points of the window that ends at `nowMs` (Unix milliseconds, the server's clock), at most
   * MAX_POINTS and a few more for gaps and the left edge. The same array while nothing changed.
   */
  points(windowMs: number, nowMs: number): readonly ChartPoint[] {
    return this.#series.get(windowMs)?.points(nowMs) ?? EMPTY
  }
}
