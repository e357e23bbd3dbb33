import type { HistoryStep } from "@zmqscope/protocol"
import { gapPoint, Slot } from "./slot.js"
import { type ChartPoint, WINDOWS_MS } from "./types.js"

/** The most points a window is drawn with. */
export const MAX_POINTS = 180
/** Slots kept for each window: the window itself, and as much again for a frozen view to stand on. */
const MAX_SLOTS = 2 * MAX_POINTS
const SLOT_WIDTHS_MS = [100, 200, 500, 1000, 2000, 5000, 10_000, 20_000] as const
/** An open slot is drawn once it holds this much: rates over less would twitch. */
const MIN_OPEN_MS = 1000
/** An open slot is drawn anew this often, or twice in its width when that is slower. */
const REFRESH_MS = 500
/** Without a step for so long, the server is taken to be away. */
const AWAY_AFTER_MS = 2000

/** Starts and widths are added up, and may be a little off. */
const TOLERANCE_MS = 1

const EMPTY: readonly ChartPoint[] = Object.freeze([])

/** Width of the slots that a window is drawn with, milliseconds. */
export function slotWidthMs(windowMs: number): number {
  return SLOT_WIDTHS_MS.find((widthMs) => windowMs / widthMs <= MAX_POINTS) ?? 20_000
}

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

  /**
   * The points of the window that ends at `nowMs` (Unix milliseconds, the server's clock), at most
   * MAX_POINTS and a few more for gaps and the left edge. The same array while nothing changed.
   */
  points(windowMs: number, nowMs: number): readonly ChartPoint[] {
    return this.#series.get(windowMs)?.points(nowMs) ?? EMPTY
  }
}

class SlotSeries {
  readonly #windowMs: number
  readonly #widthMs: number
  readonly #slots: Slot[] = []
  #closed = 0
  #drawn = { key: "", points: EMPTY }

  constructor(windowMs: number) {
    this.#windowMs = windowMs
    this.#widthMs = slotWidthMs(windowMs)
  }

  add(step: HistoryStep): void {
    const last = this.#slots.at(-1)
    if (last !== undefined && step.startMs + TOLERANCE_MS < last.untilMs) return
    if (step.widthMs > this.#widthMs) return
    const number = Math.floor((step.startMs + step.widthMs / 2) / this.#widthMs)
    if (last?.number === number) {
      last.add(step)
    } else {
      this.#slots.push(new Slot(number, this.#widthMs, step))
      if (this.#slots.length > MAX_SLOTS) this.#slots.shift()
    }
    if (!this.#isOpen(this.#slots.at(-1))) this.#closed += 1
  }

  points(nowMs: number): readonly ChartPoint[] {
    const tick = Math.floor(nowMs / Math.max(REFRESH_MS, this.#widthMs / 2))
    const key = `${tick} ${this.#closed}`
    if (this.#drawn.key === key) return this.#drawn.points
    const points = this.#build(nowMs)
    const before = this.#drawn.points
    const same =
      points.length === before.length && points.every((point, at) => point === before[at])
    this.#drawn = { key, points: same ? before : points }
    return this.#drawn.points
  }

  #build(nowMs: number): readonly ChartPoint[] {
    const fromMs = nowMs - this.#windowMs
    const points: ChartPoint[] = []
    let coveredUntilMs: number | undefined
    for (const slot of this.#slots) {
      // One slot more than the window holds, for the line to come in from the left edge.
      if ((slot.number + 2) * this.#widthMs < fromMs || slot.fromMs >= nowMs) continue
      if (coveredUntilMs !== undefined && slot.fromMs - coveredUntilMs >= this.#hole()) {
        points.push(gapPoint(slot.fromMs, slot.fromMs - coveredUntilMs, "away", 0))
      }
      coveredUntilMs = slot.untilMs
      const open = slot === this.#slots.at(-1) && this.#isOpen(slot)
      if (!open || slot.coveredMs >= MIN_OPEN_MS) points.push(slot.point(open))
    }
    if (coveredUntilMs !== undefined && nowMs - coveredUntilMs >= AWAY_AFTER_MS + this.#widthMs) {
      const untilMs = Math.floor(nowMs / this.#widthMs) * this.#widthMs
      points.push(gapPoint(untilMs, untilMs - coveredUntilMs, "away", 0))
    }
    return Object.freeze(points)
  }

  #isOpen(slot: Slot | undefined): boolean {
    return slot !== undefined && slot.untilMs + TOLERANCE_MS < (slot.number + 1) * this.#widthMs
  }

  /** Steps come without holes; one as wide as a slot, and not only as a step, is worth showing. */
  #hole(): number {
    return Math.max(this.#widthMs, AWAY_AFTER_MS / 2)
  }
}
