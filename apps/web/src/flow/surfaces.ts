import { makeBrushes } from "./brushes.js"
import type { FlowLayout } from "./layout.js"
import { type Look, paintScene, type Scene } from "./paint.js"
import { paintWires, type WireScene } from "./wires.js"

/** Canvases are drawn no finer: past that nobody sees it, and each pixel costs. */
const MAX_RATIO = 2

/** One canvas for what streaks run on, drawn when it changes, and one for everything over it. */
export interface Contexts {
  readonly wires: CanvasRenderingContext2D
  readonly scene: CanvasRenderingContext2D
}

export class Surfaces {
  readonly #contexts: Contexts
  #layout: FlowLayout | undefined
  #ratio = 1
  #theme: string | undefined
  #look: Look | undefined

  constructor(contexts: Contexts) {
    this.#contexts = contexts
  }

  fit(layout: FlowLayout, ratio: number): void {
    this.#layout = layout
    this.#ratio = Math.min(MAX_RATIO, ratio)
    this.#theme = undefined
    for (const { canvas } of [this.#contexts.wires, this.#contexts.scene]) {
      canvas.width = Math.round(layout.width * this.#ratio)
      canvas.height = Math.round(layout.height * this.#ratio)
    }
  }

  /** Takes up the colours in force; true when they are others than before. */
  followTheme(): boolean {
    const { theme, presenting } = document.documentElement.dataset
    const inForce = `${theme}, ${presenting === undefined ? "at the desk" : "presented"}`
    if (this.#layout === undefined || inForce === this.#theme) return false
    this.#theme = inForce
    const style = getComputedStyle(document.documentElement)
    const known = new Map<string, string>()
    const colourOf = (token: string) => {
      const colour =
        known.get(token) ?? style.getPropertyValue(token.replace(/^var\((.*)\)$/, "$1")).trim()
      known.set(token, colour)
      return colour
    }
    const { fontFamily } = getComputedStyle(document.body)
    this.#look = { brushes: makeBrushes(this.#layout.dot, colourOf), colourOf, fontFamily }
    return true
  }

  /** Of words in the page's face. */
  widthOf(text: string, px: number, weight: number): number | undefined {
    if (this.#look === undefined) return undefined
    this.#contexts.scene.font = `${weight} ${px}px ${this.#look.fontFamily}`
    return this.#contexts.scene.measureText(text).width
  }

  paintWires(scene: WireScene): void {
    if (this.#look === undefined) return
    paintWires(this.#contexts.wires, this.#ratio, this.#look.colourOf, scene)
  }

  paintScene(scene: Scene): void {
    if (this.#look !== undefined) {
      paintScene(this.#contexts.scene, this.#ratio, this.#look, scene)
    }
  }
}
