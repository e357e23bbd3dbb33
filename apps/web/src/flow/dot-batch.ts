import { type Brush, begin, end } from "./brushes.js"

/** Opacity of what does not stand out, while something does. */
export const STEPPED_BACK = 0.2

/** Dots that look alike are one path. */
export class DotBatch {
  readonly #brushes: readonly Brush[]
  readonly #bright = new Map<number, number[]>()
  readonly #dim = new Map<number, number[]>()

  constructor(brushes: readonly Brush[]) {
    this.#brushes = brushes
  }

  put(brush: number, x: number, y: number, isLit: boolean): void {
    const batch = isLit ? this.#bright : this.#dim
    const spots = batch.get(brush)
    if (spots === undefined) batch.set(brush, [x, y])
    else spots.push(x, y)
  }

  paint(context: CanvasRenderingContext2D): void {
    context.globalAlpha = STEPPED_BACK
    this.#paint(context, this.#dim)
    context.globalAlpha = 1
    this.#paint(context, this.#bright)
  }

  #paint(context: CanvasRenderingContext2D, batch: ReadonlyMap<number, readonly number[]>): void {
    for (const [index, spots] of batch) {
      const brush = this.#brushes[index]
      if (brush === undefined) continue
      begin(context, brush)
      for (let at = 0; at < spots.length; at += 2) {
        brush.trace(context, spots[at] ?? 0, spots[at + 1] ?? 0)
      }
      end(context, brush)
    }
  }
}
