import type { Anchors } from "./anchors.js"
import { Place, stayMs } from "./journey.js"
import type { Journeys } from "./journeys.js"
import type { FlowLayout } from "./layout.js"
import { markSprite, type SpriteSheet, spriteOf } from "./sprites.js"

/** What stands out while the rest steps back. */
export interface Emphasis {
  readonly client: number
  readonly worker: number
  readonly envelope: number
}

const STEPPED_BACK = 0.25
const FADED_FROM = 0.5

/** Draws dots: one copy of a small picture each, aligned to device pixels. */
export class DotPainter {
  readonly #context: CanvasRenderingContext2D
  readonly #journeys: Journeys
  #blank = true

  constructor(context: CanvasRenderingContext2D, journeys: Journeys) {
    this.#context = context
    this.#journeys = journeys
  }

  /** `isLit` tells which dots stand out; undefined when none does before the others. */
  paint(
    sheet: SpriteSheet,
    ratio: number,
    clockMs: number,
    halo: number,
    isLit: ((slot: number) => boolean) | undefined,
  ): void {
    const { dots } = this.#journeys
    const context = this.#context
    if (dots.size === 0 && this.#blank) return
    context.clearRect(0, 0, context.canvas.width, context.canvas.height)
    this.#blank = dots.size === 0
    if (isLit === undefined) this.#paintAll(sheet, ratio, clockMs, 1, undefined, true)
    else {
      this.#paintAll(sheet, ratio, clockMs, STEPPED_BACK, isLit, false)
      this.#paintAll(sheet, ratio, clockMs, 1, isLit, true)
    }
    context.globalAlpha = 1
    const slot = dots.find(halo)
    if (slot >= 0) this.#copy(sheet, ratio, slot, markSprite("halo"))
  }

  #paintAll(
    sheet: SpriteSheet,
    ratio: number,
    clockMs: number,
    opacity: number,
    isLit: ((slot: number) => boolean) | undefined,
    lit: boolean,
  ): void {
    const { dots, atWorker } = this.#journeys
    const context = this.#context
    context.globalAlpha = opacity
    for (let slot = 0; slot < dots.end; slot += 1) {
      const place = dots.place[slot] ?? Place.nowhere
      if (place === Place.nowhere || dots.hidden[slot] === 1) continue
      if (isLit !== undefined && isLit(slot) !== lit) continue
      const worker = dots.worker[slot] ?? 0
      const first = place === Place.worker && atWorker.get(worker)?.[0] === slot
      const sprite = spriteOf(place, worker, first)
      if (!isFadingMark(place)) {
        this.#copy(sheet, ratio, slot, sprite)
        continue
      }
      const part = (clockMs - (dots.since[slot] ?? 0)) / stayMs(place, false)
      context.globalAlpha = opacity * Math.min(1, Math.max(0, (1 - part) / (1 - FADED_FROM)))
      this.#copy(sheet, ratio, slot, sprite)
      context.globalAlpha = opacity
    }
  }

  #copy(sheet: SpriteSheet, ratio: number, slot: number, sprite: number): void {
    const { x, y } = this.#journeys.dots
    const { cell } = sheet
    const left = Math.round((x[slot] ?? 0) * ratio - cell / 2)
    const top = Math.round((y[slot] ?? 0) * ratio - cell / 2)
    this.#context.drawImage(
      sheet.canvas,
      sheet.sourceX(sprite),
      sheet.sourceY(sprite),
      cell,
      cell,
      left,
      top,
      cell,
      cell,
    )
  }
}

function isFadingMark(place: number): boolean {
  return (
    place === Place.lost ||
    place === Place.expired ||
    place === Place.rejected ||
    place === Place.undeliverable
  )
}

export interface WireLook {
  readonly wire: string
  readonly lit: string
  readonly node: string
  readonly ground: string
  readonly held: string
}

export interface LitPeers {
  readonly client: string | null
  readonly worker: string | null
}

/** Draws what dots run on. Called when something of it has moved or changed, not each frame. */
export function paintWires(
  context: CanvasRenderingContext2D,
  ratio: number,
  layout: FlowLayout,
  look: WireLook,
  clients: Anchors,
  workers: Anchors,
  lit: LitPeers,
  paused: boolean,
): void {
  const { routerX, dealerX, radius, middleY, width, height } = layout
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, width, height)
  context.lineWidth = 1
  const router = routerX - radius
  const dealer = dealerX + radius
  paintSide(context, look, clients, lit.client, (y) => {
    context.moveTo(0, y)
    wire(context, layout.clientLevelX, y, router, middleY)
  })
  paintSide(context, look, workers, lit.worker, (y) => {
    context.moveTo(width, y)
    wire(context, layout.workerLevelX, y, dealer, middleY)
  })
  context.globalAlpha = 1
  context.beginPath()
  context.strokeStyle = paused ? look.held : look.wire
  if (paused) context.setLineDash([3, 5])
  context.moveTo(routerX + radius, middleY)
  context.lineTo(dealerX - radius, middleY)
  context.stroke()
  context.setLineDash([])
  context.strokeStyle = look.node
  context.fillStyle = look.ground
  context.lineWidth = 1.2
  for (const x of [routerX, dealerX]) {
    context.beginPath()
    context.arc(x, middleY, radius, 0, 2 * Math.PI)
    context.fill()
    context.stroke()
  }
}

function paintSide(
  context: CanvasRenderingContext2D,
  look: WireLook,
  anchors: Anchors,
  lit: string | null,
  trace: (y: number) => void,
): void {
  let grouped = Number.NaN
  for (const anchor of anchors.values()) {
    const isLit = anchor.name === lit
    // Those that end at one point have one wire.
    if (anchor.grouped && !isLit && anchor.y === anchor.targetY) {
      if (anchor.y === grouped) continue
      grouped = anchor.y
    }
    context.globalAlpha = anchor.opacity
    context.strokeStyle = isLit ? look.lit : look.wire
    context.beginPath()
    trace(anchor.y)
    context.stroke()
  }
}

/** The curve that layout's wire heights lie on: a cubic whose x runs evenly. */
function wire(
  context: CanvasRenderingContext2D,
  fromX: number,
  fromY: number,
  toX: number,
  toY: number,
): void {
  const third = (toX - fromX) / 3
  context.lineTo(fromX, fromY)
  context.bezierCurveTo(fromX + third, fromY, toX - third, toY, toX, toY)
}
