import type { Anchors } from "./anchors.js"
import { type Brush, makeBrushes } from "./brushes.js"
import { DotPainter } from "./dot-painter.js"
import type { Journeys } from "./journeys.js"
import type { FlowLayout } from "./layout.js"
import { type LitPeers, paintWires, type WireLook } from "./wires.js"

/** Canvases are drawn no finer: past that nobody sees it, and each pixel costs. */
const MAX_RATIO = 2

/** One canvas for what dots run on, drawn when it changes, and one for dots over it. */
export interface Surfaces {
  readonly wires: CanvasRenderingContext2D
  readonly dots: CanvasRenderingContext2D
}

/** The canvases in the size and the colours of the page. */
export class Canvases {
  readonly #surfaces: Surfaces
  readonly #painter: DotPainter
  #layout: FlowLayout | undefined
  #ratio = 1
  #theme: string | undefined
  #brushes: readonly Brush[] = []
  #look: WireLook | undefined

  constructor(surfaces: Surfaces, journeys: Journeys) {
    this.#surfaces = surfaces
    this.#painter = new DotPainter(surfaces.dots, journeys)
  }

  fit(layout: FlowLayout, ratio: number): void {
    this.#layout = layout
    this.#ratio = Math.min(MAX_RATIO, ratio)
    this.#theme = undefined
    for (const { canvas } of [this.#surfaces.wires, this.#surfaces.dots]) {
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
    const colourOf = (token: string) =>
      style.getPropertyValue(token.replace(/^var\((.*)\)$/, "$1")).trim()
    this.#brushes = makeBrushes(this.#layout.dot, colourOf)
    this.#look = {
      wire: colourOf("var(--line2)"),
      lit: colourOf("var(--accent)"),
      node: colourOf("var(--ink2)"),
      ground: colourOf("var(--bg)"),
      held: colourOf("var(--warn)"),
    }
    return true
  }

  paintWires(clients: Anchors, workers: Anchors, lit: LitPeers, paused: boolean): void {
    if (this.#layout === undefined || this.#look === undefined) return
    const { wires } = this.#surfaces
    paintWires(wires, this.#ratio, this.#layout, this.#look, { clients, workers }, lit, paused)
  }

  /** See DotPainter. */
  paintDots(clockMs: number, halo: number, isLit: ((slot: number) => boolean) | undefined): void {
    this.#painter.paint(this.#brushes, this.#ratio, clockMs, halo, isLit)
  }
}
