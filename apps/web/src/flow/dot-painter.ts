import { BRUSH_COUNT, type Brush, begin, brushOf, end, markBrush } from "./brushes.js"
import { Place, stayMs } from "./journey.js"
import type { Journeys } from "./journeys.js"

/** Opacity of what does not stand out, while something does. */
const STEPPED_BACK = 0.25
/** Marks fade over the last part of their stay. */
const FADED_FROM = 0.6
const NONE = -1

/** Draws dots, one path for all that look alike; nothing is allocated. */
export class DotPainter {
  readonly #context: CanvasRenderingContext2D
  readonly #journeys: Journeys
  /** Dots by brush, as linked lists: the first of each, and the next of each dot. */
  readonly #first = new Int32Array(BRUSH_COUNT)
  readonly #next: Int32Array
  #blank = true

  constructor(context: CanvasRenderingContext2D, journeys: Journeys) {
    this.#context = context
    this.#journeys = journeys
    this.#next = new Int32Array(journeys.dots.capacity)
  }

  /**
   * `isLit` tells which dots stand out, undefined when none does before the others; `halo` is the
   * number of an envelope that is ringed.
   */
  paint(
    brushes: readonly Brush[],
    ratio: number,
    clockMs: number,
    halo: number,
    isLit: ((slot: number) => boolean) | undefined,
  ): void {
    const { dots } = this.#journeys
    const context = this.#context
    if (dots.size === 0 && this.#blank) return
    const { width, height } = context.canvas
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.clearRect(0, 0, width, height)
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    this.#blank = dots.size === 0
    if (isLit === undefined) this.#paintAll(brushes, clockMs, 1, undefined, true)
    else {
      this.#paintAll(brushes, clockMs, STEPPED_BACK, isLit, false)
      this.#paintAll(brushes, clockMs, 1, isLit, true)
    }
    context.globalAlpha = 1
    const slot = dots.find(halo)
    const ring = brushes[markBrush("halo")]
    if (slot >= 0 && ring !== undefined) this.#paintOne(ring, slot)
  }

  #paintAll(
    brushes: readonly Brush[],
    clockMs: number,
    opacity: number,
    isLit: ((slot: number) => boolean) | undefined,
    lit: boolean,
  ): void {
    const { dots, atWorker } = this.#journeys
    this.#first.fill(NONE)
    this.#context.globalAlpha = opacity
    for (let slot = 0; slot < dots.end; slot += 1) {
      const place = dots.place[slot] ?? Place.nowhere
      if (place === Place.nowhere || dots.hidden[slot] === 1) continue
      if (isLit !== undefined && isLit(slot) !== lit) continue
      const worker = dots.worker[slot] ?? 0
      const first = place === Place.worker && atWorker.get(worker)?.[0] === slot
      const brush = brushOf(place, worker, first)
      const left = isMark(place)
        ? 1 - (clockMs - (dots.since[slot] ?? 0)) / stayMs(place, false)
        : 1
      if (left < 1 - FADED_FROM) {
        this.#paintFaded(brushes[brush], slot, (opacity * left) / (1 - FADED_FROM), opacity)
      } else {
        this.#next[slot] = this.#first[brush] ?? NONE
        this.#first[brush] = slot
      }
    }
    for (let at = 0; at < BRUSH_COUNT; at += 1)
      this.#paintList(brushes[at], this.#first[at] ?? NONE)
  }

  #paintList(brush: Brush | undefined, first: number): void {
    if (brush === undefined || first === NONE) return
    const { x, y } = this.#journeys.dots
    begin(this.#context, brush)
    for (let slot = first; slot !== NONE; slot = this.#next[slot] ?? NONE) {
      brush.trace(this.#context, x[slot] ?? 0, y[slot] ?? 0)
    }
    end(this.#context, brush)
  }

  #paintFaded(brush: Brush | undefined, slot: number, opacity: number, restored: number): void {
    if (brush === undefined) return
    this.#context.globalAlpha = Math.max(0, opacity)
    this.#paintOne(brush, slot)
    this.#context.globalAlpha = restored
  }

  #paintOne(brush: Brush, slot: number): void {
    const { x, y } = this.#journeys.dots
    begin(this.#context, brush)
    brush.trace(this.#context, x[slot] ?? 0, y[slot] ?? 0)
    end(this.#context, brush)
  }
}

function isMark(place: number): boolean {
  return (
    place === Place.lost ||
    place === Place.expired ||
    place === Place.rejected ||
    place === Place.undeliverable
  )
}
