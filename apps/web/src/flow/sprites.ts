import { WORKER_LOOK_COUNT, type WorkerPattern, workerLook } from "../colour.js"
import { Place } from "./journey.js"

/** Forms of a worker's dots: its outline is the worker's, what fills it says what it is. */
const FORMS = ["request", "reply", "service"] as const
type Form = (typeof FORMS)[number]

/** Marks that belong to no worker: each outcome has a shape of its own. Red is loss alone. */
const MARKS = ["request", "lost", "undeliverable", "expired", "rejected", "halo"] as const
export type Mark = (typeof MARKS)[number]

const MARK_BASE = WORKER_LOOK_COUNT * FORMS.length
export const SPRITE_COUNT = MARK_BASE + MARKS.length
const COLUMNS = 16

export function markSprite(mark: Mark): number {
  return MARK_BASE + MARKS.indexOf(mark)
}

function workerSprite(worker: number, form: Form): number {
  return (worker % WORKER_LOOK_COUNT) * FORMS.length + FORMS.indexOf(form)
}

/** Which sprite a dot is drawn with. `first`: it is in service. */
export function spriteOf(place: number, worker: number, first: boolean): number {
  switch (place) {
    case Place.toWorker:
      return workerSprite(worker, "request")
    case Place.worker:
      return workerSprite(worker, first ? "service" : "request")
    case Place.fromWorker:
    case Place.toRouter:
    case Place.router:
    case Place.toClient:
    case Place.toNobody:
      return workerSprite(worker, "reply")
    case Place.undeliverable:
      return markSprite("undeliverable")
    case Place.falling:
    case Place.lost:
      return markSprite("lost")
    case Place.expired:
      return markSprite("expired")
    case Place.rejected:
      return markSprite("rejected")
    default:
      return markSprite("request")
  }
}

/** Every dot's picture, drawn once a theme and size: a frame only copies. Sizes are device pixels. */
export class SpriteSheet {
  readonly canvas: HTMLCanvasElement
  /** Side of a sprite's square; the dot is in its middle. */
  readonly cell: number

  constructor(dotRadius: number, colourOf: (token: string) => string) {
    this.cell = 2 * Math.ceil(dotRadius * 2.4)
    this.canvas = document.createElement("canvas")
    this.canvas.width = this.cell * COLUMNS
    this.canvas.height = this.cell * Math.ceil(SPRITE_COUNT / COLUMNS)
    const context = this.canvas.getContext("2d")
    if (context === null) return
    for (let look = 0; look < WORKER_LOOK_COUNT; look += 1) {
      const { colour, pattern } = workerLook(look)
      for (const form of FORMS) {
        this.#at(context, workerSprite(look, form))
        drawDot(context, dotRadius, colourOf(colour), pattern, form)
      }
    }
    for (const mark of MARKS) {
      this.#at(context, markSprite(mark))
      drawMark(context, dotRadius, colourOf, mark)
    }
    context.setTransform(1, 0, 0, 1, 0, 0)
  }

  sourceX(sprite: number): number {
    return (sprite % COLUMNS) * this.cell
  }

  sourceY(sprite: number): number {
    return Math.floor(sprite / COLUMNS) * this.cell
  }

  #at(context: CanvasRenderingContext2D, sprite: number): void {
    const half = this.cell / 2
    context.setTransform(1, 0, 0, 1, this.sourceX(sprite) + half, this.sourceY(sprite) + half)
  }
}

type Context = CanvasRenderingContext2D

function drawDot(
  context: Context,
  radius: number,
  colour: string,
  pattern: WorkerPattern,
  form: Form,
): void {
  const line = radius * 0.45
  context.fillStyle = colour
  context.strokeStyle = colour
  context.lineWidth = line
  if (form === "reply") {
    outline(context, pattern, radius - line * 0.3)
    context.stroke()
    return
  }
  outline(context, pattern, radius)
  context.fill()
  if (form === "request") return
  context.lineWidth = line * 0.8
  outline(context, pattern, radius * 1.75)
  context.stroke()
}

/** Circle, diamond or triangle: three rounds of the colours. */
function outline(context: Context, pattern: WorkerPattern, radius: number): void {
  context.beginPath()
  if (pattern === "solid") {
    context.arc(0, 0, radius, 0, 2 * Math.PI)
    return
  }
  const corners = pattern === "dashed" ? 4 : 3
  const size = radius * (pattern === "dashed" ? 1.25 : 1.35)
  for (let corner = 0; corner < corners; corner += 1) {
    const angle = -Math.PI / 2 + (corner * 2 * Math.PI) / corners
    context.lineTo(size * Math.cos(angle), size * Math.sin(angle))
  }
  context.closePath()
}

function drawMark(
  context: Context,
  radius: number,
  colourOf: (token: string) => string,
  mark: Mark,
): void {
  context.lineWidth = radius * 0.5
  context.lineCap = "round"
  context.beginPath()
  switch (mark) {
    case "request":
      context.fillStyle = colourOf("var(--ink)")
      context.arc(0, 0, radius, 0, 2 * Math.PI)
      context.fill()
      return
    case "lost":
      context.strokeStyle = colourOf("var(--bad)")
      cross(context, radius * 0.95)
      break
    case "undeliverable":
      // A reply, crossed out.
      context.strokeStyle = colourOf("var(--warn)")
      cross(context, radius * 0.75)
      context.moveTo(radius * 1.7, 0)
      context.arc(0, 0, radius * 1.7, 0, 2 * Math.PI)
      break
    case "expired":
      // An hourglass run out: two lines left of it.
      context.strokeStyle = colourOf("var(--ink3)")
      context.rect(-radius, -radius * 1.1, radius * 2, 0)
      context.rect(-radius, radius * 1.1, radius * 2, 0)
      context.moveTo(-radius * 0.8, -radius * 1.1)
      context.lineTo(radius * 0.8, radius * 1.1)
      context.moveTo(radius * 0.8, -radius * 1.1)
      context.lineTo(-radius * 0.8, radius * 1.1)
      break
    case "rejected":
      context.strokeStyle = colourOf("var(--warn)")
      context.rect(-radius, -radius, radius * 2, radius * 2)
      context.moveTo(-radius, radius)
      context.lineTo(radius, -radius)
      break
    case "halo":
      context.strokeStyle = colourOf("var(--accent)")
      context.arc(0, 0, radius * 2.1, 0, 2 * Math.PI)
      break
    default:
      mark satisfies never
  }
  context.stroke()
}

function cross(context: Context, arm: number): void {
  context.moveTo(-arm, -arm)
  context.lineTo(arm, arm)
  context.moveTo(arm, -arm)
  context.lineTo(-arm, arm)
}
