import { type Brush, begin, end } from "./brushes.js"

/** Opacity of what does not stand out, while something does. */
export const STEPPED_BACK = 0.2

/** Dots that look alike are one path. */
export class DotBatch {
  readonly #brushes: readonly Brush[]
  /** Of those that step back, and of those that stand out: x and y in turn, by their brush. */
  readonly #spots = [new Map<Brush, number[]>(), new Map<Brush, number[]>()] as const

  constructor(brushes: readonly Brush[]) {
    this.#brushes = brushes
  }

  put(index: number, x: number, y: number, isLit: boolean): void {
    const brush = this.#brushes[index]
    const batch = this.#spots[isLit ? 1 : 0]
    const spots = brush && batch.get(brush)
    if (spots !== undefined) spots.push(x, y)
    else if (brush !== undefined) batch.set(brush, [x, y])
  }

  paint(context: CanvasRenderingContext2D): void {
    for (const [isLit, batch] of this.#spots.entries()) {
      context.globalAlpha = isLit === 1 ? 1 : STEPPED_BACK
      for (const [brush, spots] of batch) {
        begin(context, brush)
        for (let at = 0; at < spots.length; at += 2) {
          brush.trace(context, spots[at] ?? 0, spots[at + 1] ?? 0)
        }
        end(context, brush)
      }
    }
  }
}
