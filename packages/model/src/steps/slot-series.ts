import { StepSum } from "@zmqscope/metrics"
import type { HistoryStep } from "@zmqscope/protocol"
import { gapPoint, pointOf } from "./slot.js"
import type { ChartPoint } from "./types.js"

/** The most points a window is drawn with. */
export const MAX_POINTS = 180
/** Slots kept for each window: the window itself, and as much again for a view that was just frozen. */
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
/** Steps come without holes: a longer one is time that nobody watched. */
const LEAST_HOLE_MS = 50

/** Width of the slots that a window is drawn with, milliseconds. */
export function slotWidthMs(windowMs: number): number {
  return SLOT_WIDTHS_MS.find((widthMs) => windowMs / widthMs <= MAX_POINTS) ?? 20_000
}

interface Drawn {
  readonly nowMs: number
  readonly key: string
  readonly points: readonly ChartPoint[]
  /** Nothing was missing of what there ever was in the window. */
  readonly isWhole: boolean
  /** No step can come any more that would be in it. */
  readonly isClosed: boolean
}

interface OpenSlot {
  readonly number: number
  readonly sum: StepSum
  /** As it was last drawn; null since a step was added. */
  point: ChartPoint | null
}

/** The slots of one window: the closed ones as points, and the one that steps are merged into. */
export class SlotSeries {
  readonly #windowMs: number
  readonly #widthMs: number
  readonly #closed: ChartPoint[] = []
  #closedCount = 0
  #open: OpenSlot | undefined
  #drawn: Drawn = { nowMs: 0, key: "", points: Object.freeze([]), isWhole: false, isClosed: false }

  constructor(windowMs: number) {
    this.#windowMs = windowMs
    this.#widthMs = slotWidthMs(windowMs)
  }

  /** Merges a step; one wider than a slot is a slot by itself, and nothing is merged over a hole. */
  add(step: HistoryStep): void {
    if (step.startMs + TOLERANCE_MS < this.#untilMs()) return
    const number = Math.floor((step.startMs + step.widthMs / 2) / this.#widthMs)
    const open = this.#open
    if (open !== undefined && (open.number !== number || !open.sum.isFollowedBy(step))) {
      this.#close(open)
    }
    if (this.#open === undefined) {
      this.#open = { number, sum: new StepSum(step), point: null }
    } else {
      this.#open.sum.add(step)
      this.#open.point = null
    }
    const endMs = (number + 1) * this.#widthMs
    if (this.#open.sum.untilMs + TOLERANCE_MS >= endMs) this.#close(this.#open)
  }

  /** Whether the window that ends at `nowMs` can be drawn with all that there ever was in it. */
  holds(nowMs: number): boolean {
    if (nowMs === this.#drawn.nowMs && this.#drawn.isWhole) return true
    const first = this.#closed[0]
    if (first === undefined || this.#closedCount === this.#closed.length) return true
    return startOf(first) <= nowMs - this.#windowMs
  }

  /** The same array while it would hold the same, and for a frozen window whatever has gone since. */
  points(nowMs: number): readonly ChartPoint[] {
    const isFrozen = nowMs === this.#drawn.nowMs && this.#drawn.isClosed
    const tick = Math.floor(nowMs / Math.max(REFRESH_MS, this.#widthMs / 2))
    const key = `${tick} ${this.#closedCount}`
    const before = this.#drawn
    if (before.key === key || (isFrozen && before.points.length > 0)) return before.points
    const points = this.#build(nowMs)
    const same =
      points.length === before.points.length &&
      points.every((point, at) => point === before.points[at])
    const isWhole = this.holds(nowMs)
    const isClosed = nowMs <= (this.#closed.at(-1)?.t ?? Number.NEGATIVE_INFINITY)
    this.#drawn = { nowMs, key, points: same ? before.points : points, isWhole, isClosed }
    return this.#drawn.points
  }

  #close({ sum }: OpenSlot): void {
    this.#closed.push(pointOf(sum.step()))
    if (this.#closed.length > MAX_SLOTS) this.#closed.shift()
    this.#closedCount += 1
    this.#open = undefined
  }

  #untilMs(): number {
    return this.#open?.sum.untilMs ?? this.#closed.at(-1)?.t ?? Number.NEGATIVE_INFINITY
  }

  #build(nowMs: number): readonly ChartPoint[] {
    // One slot more than the window holds, for the line to come in from the left edge.
    const fromMs = nowMs - this.#windowMs - this.#widthMs
    const points: ChartPoint[] = []
    let coveredUntilMs: number | undefined
    for (const point of this.#drawnSlots()) {
      const startMs = startOf(point)
      if (point.t < fromMs || startMs >= nowMs) continue
      if (coveredUntilMs !== undefined && startMs - coveredUntilMs > LEAST_HOLE_MS) {
        points.push(gapPoint(startMs, startMs - coveredUntilMs, "away", 0))
      }
      coveredUntilMs = point.t
      points.push(point)
    }
    if (coveredUntilMs !== undefined && nowMs - coveredUntilMs >= AWAY_AFTER_MS + this.#widthMs) {
      const untilMs = Math.floor(nowMs / this.#widthMs) * this.#widthMs
      points.push(gapPoint(untilMs, untilMs - coveredUntilMs, "away", 0))
    }
    return Object.freeze(points)
  }

  #drawnSlots(): readonly ChartPoint[] {
    const open = this.#open
    if (open === undefined || open.sum.untilMs - open.sum.startMs < MIN_OPEN_MS) return this.#closed
    open.point ??= pointOf(open.sum.step())
    return [...this.#closed, open.point]
  }
}

function startOf({ t, widthMs }: ChartPoint): number {
  return t - widthMs
}
