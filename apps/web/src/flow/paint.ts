import { workerLook } from "../colour.js"
import { formatCount } from "../format.js"
import { type Brush, begin, end, markBrush, workerBrush } from "./brushes.js"
import type { End } from "./ends.js"
import type { FallenGroup } from "./fallen.js"
import { FALLEN_SHOWN_MS } from "./fallen.js"
import type { FlowLayout } from "./layout.js"
import { type Pile, spotOf } from "./piles.js"
import type { Streak } from "./traces.js"

type Context = CanvasRenderingContext2D

/** Opacity of what does not stand out, while something does. */
const STEPPED_BACK = 0.2
/** What fell fades over the last part of its stay. */
const FADED_FROM = 0.6
/** Fewer than these in a cell of a matrix are counted at a glance. */
const WORTH_A_NUMBER = 4
/** Corners of a streak: wires are curved. */
const STREAK_CORNERS = 6

export interface Spot {
  readonly x: number
  readonly y: number
}

/** Everything that is drawn anew as it changes. */
export interface Scene {
  readonly layout: FlowLayout
  readonly piles: readonly Pile[]
  /** Replies on their way, where they are by the time that they have taken. */
  readonly returning: readonly (Spot & { readonly number: number; readonly worker: number })[]
  /** Clients of a matrix, and whether each waits for a reply. */
  readonly clients: readonly { readonly end: End; readonly asks: boolean }[]
  readonly streaks: readonly Streak[]
  readonly heightOf: (streak: Streak, x: number) => number
  readonly fallen: readonly FallenGroup[]
  /** Of the flow's clock, milliseconds. */
  readonly nowMs: number
  readonly isPaused: boolean
  readonly halo: Spot | null
  /** Which envelopes stand out, by number and worker (-1: none); undefined when none does. */
  readonly isLit: ((number: number, worker: number) => boolean) | undefined
}

export interface Look {
  readonly brushes: readonly Brush[]
  readonly colourOf: (token: string) => string
  readonly fontFamily: string
}

/** Draws what stands, what moves over the wires, and what fell. */
export function paintScene(context: Context, ratio: number, look: Look, scene: Scene): void {
  const { layout } = scene
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, layout.width, layout.height)
  paintStreaks(context, look, scene)
  paintClients(context, look, scene)
  const dots = new DotBatch(look.brushes)
  for (const pile of scene.piles) paintPile(context, look, scene, pile, dots)
  for (const { x, y, number, worker } of scene.returning) {
    dots.put(workerBrush(worker, "reply"), x, y, scene.isLit?.(number, worker) ?? true)
  }
  if (scene.halo !== null) dots.put(markBrush("halo"), scene.halo.x, scene.halo.y, true)
  dots.paint(context)
  paintFallen(context, look, scene)
  for (const pile of scene.piles) {
    if (pile.place === "worker") paintCount(context, look, scene, pile)
    else paintPlace(context, look, scene, pile)
  }
}

/** Dots that look alike are one path. */
class DotBatch {
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

  paint(context: Context): void {
    context.globalAlpha = STEPPED_BACK
    this.#paint(context, this.#dim)
    context.globalAlpha = 1
    this.#paint(context, this.#bright)
  }

  #paint(context: Context, batch: ReadonlyMap<number, readonly number[]>): void {
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

function paintPile(context: Context, look: Look, scene: Scene, pile: Pile, dots: DotBatch): void {
  const { worker, numbers, form, hasService } = pile
  if (numbers.size === 0) return
  const request = worker < 0 ? markBrush("request") : workerBrush(worker, "request")
  const isLit = (number: number) => scene.isLit?.(number, worker) ?? true
  if (form === "bar" || form === "column") {
    const [first] = numbers
    if (hasService && first !== undefined) {
      dots.put(workerBrush(worker, "service"), pile.serviceX, pile.y, isLit(first))
    }
    paintBar(context, look, scene, pile)
    return
  }
  if (form === "stack") {
    paintStack(context, look, scene, pile)
    return
  }
  let index = 0
  for (const number of numbers) {
    const { x, y } = spotOf(pile, index)
    const brush = hasService && index === 0 ? workerBrush(worker, "service") : request
    dots.put(brush, x, y, isLit(number))
    index += 1
  }
}

function colourOfPile({ worker }: Pile, look: Look): string {
  return look.colourOf(worker < 0 ? "var(--ink)" : workerLook(worker).colour)
}

/** In proportion; past seven workers hatched, as areas are everywhere on the page. */
function paintBar(context: Context, look: Look, { layout, isLit }: Scene, pile: Pile): void {
  const { x, y, worker, lengthPx, widthPx, form } = pile
  const isUp = form === "column"
  const thick = isUp ? widthPx : 2 * layout.pitch
  const [left, top] = isUp ? [x - thick / 2, y - lengthPx] : [x - lengthPx, y - thick / 2]
  const [width, height] = isUp ? [thick, lengthPx] : [lengthPx, thick]
  const colour = colourOfPile(pile, look)
  context.globalAlpha = isLit === undefined || isLit(-1, worker) ? 0.9 : STEPPED_BACK
  context.fillStyle = colour
  const { pattern } = workerLook(Math.max(0, worker))
  if (pattern === "solid") context.fillRect(left, top, width, height)
  else hatch(context, colour, { left, top, width, height }, pattern === "dashed" ? 5 : 3)
  context.globalAlpha = 1
}

function hatch(
  context: Context,
  colour: string,
  box: {
    readonly left: number
    readonly top: number
    readonly width: number
    readonly height: number
  },
  stepPx: number,
): void {
  context.save()
  context.beginPath()
  context.rect(box.left, box.top, box.width, box.height)
  context.clip()
  context.strokeStyle = colour
  context.lineWidth = 1.2
  context.strokeRect(box.left, box.top, box.width, box.height)
  context.beginPath()
  for (let at = -box.height; at < box.width; at += stepPx) {
    context.moveTo(box.left + at, box.top + box.height)
    context.lineTo(box.left + at + box.height, box.top)
  }
  context.stroke()
  context.restore()
}

/** A line an envelope, from the ground up; the one in service is the lowest, and a little wider. */
function paintStack(context: Context, look: Look, { isLit }: Scene, pile: Pile): void {
  const { pattern } = workerLook(pile.worker)
  context.strokeStyle = colourOfPile(pile, look)
  context.lineWidth = pile.pitch * 0.65
  if (pattern !== "solid") context.setLineDash(pattern === "dashed" ? [5, 2] : [2, 1.5])
  let index = 0
  for (const number of pile.numbers) {
    const half = (pile.widthPx / 2) * (index === 0 ? 1.2 : 1)
    const y = pile.y - pile.pitch * (index + 1)
    context.globalAlpha = (isLit?.(number, pile.worker) ?? true) ? 1 : STEPPED_BACK
    context.beginPath()
    context.moveTo(pile.x - half, y)
    context.lineTo(pile.x + half, y)
    context.stroke()
    index += 1
  }
  context.globalAlpha = 1
  context.setLineDash([])
}

/** How many, as large as anything near it: before the pile, or on top of it. */
function paintCount(context: Context, look: Look, { layout }: Scene, pile: Pile): void {
  const { count, form, x, y, rows, lengthPx, widthPx, pitch } = pile
  const { rem } = layout
  if (count < 2) return
  const isUp = form === "stack" || form === "column"
  const size = isUp ? 0.7 * rem : 0.82 * rem
  const text = isUp && count > 9999 ? `${Math.round(count / 1000)}k` : formatCount(count)
  context.font = `600 ${size}px ${look.fontFamily}`
  const isTight = context.measureText(text).width > widthPx * 1.35
  if (isUp && (isTight || count < WORTH_A_NUMBER)) return
  const up = form === "stack" ? (count + 0.5) * pitch : lengthPx
  const along = form === "bar" ? lengthPx : Math.ceil(count / rows) * pitch
  context.textAlign = isUp ? "center" : "right"
  context.textBaseline = isUp ? "alphabetic" : "middle"
  write(context, look, text, isUp ? x : x - along - 0.1 * rem, isUp ? y - up - 3 : y)
}

/** What waits has its number at all times; what is in the DEALER, when there is any. */
function paintPlace(context: Context, look: Look, { layout, isPaused }: Scene, pile: Pile): void {
  const { rem, routerX, dealerX, middleY, radius } = layout
  const { place, count, rows } = pile
  if (place === "unseen" && count === 0) return
  const isWaiting = place === "waiting"
  const word = isWaiting ? (isPaused ? "paused, waiting" : "waiting") : "in the DEALER"
  const y = isWaiting
    ? middleY - radius - 0.9 * rem
    : pile.y - rows * 0.5 * layout.pitch - 0.7 * rem
  const x = isWaiting ? (routerX + dealerX) / 2 : dealerX
  const size = isWaiting ? 0.95 * rem : 0.8 * rem
  const number = formatCount(count)
  context.textBaseline = "middle"
  context.textAlign = "left"
  context.font = `${0.75 * rem}px ${look.fontFamily}`
  const wordPx = context.measureText(`${word} `).width
  context.font = `600 ${size}px ${look.fontFamily}`
  const left = x - (wordPx + context.measureText(number).width) / 2
  write(context, look, number, left + wordPx, y)
  context.font = `${0.75 * rem}px ${look.fontFamily}`
  write(context, look, word, left, y, "var(--ink2)")
}

function write(
  context: Context,
  look: Look,
  text: string,
  x: number,
  y: number,
  ink = "var(--ink)",
): void {
  context.lineJoin = "round"
  context.lineWidth = 3
  context.strokeStyle = look.colourOf("var(--bg)")
  context.strokeText(text, x, y)
  context.fillStyle = look.colourOf(ink)
  context.fillText(text, x, y)
}

/** A square a client, filled while it waits for a reply: no envelope stands there. */
function paintClients(context: Context, look: Look, { clients, layout }: Scene): void {
  if (clients.length === 0) return
  context.strokeStyle = look.colourOf("var(--ink2)")
  context.fillStyle = look.colourOf("var(--ink2)")
  context.lineWidth = 1
  for (const { end, asks } of clients) {
    const side = Math.min(0.6 * layout.rem, end.cellPx * 0.6)
    context.beginPath()
    context.rect(end.x - side / 2, end.y - side / 2, side, side)
    if (asks) context.fill()
    else context.stroke()
  }
}

function paintStreaks(context: Context, look: Look, scene: Scene): void {
  const paths = new Map<string, Path2D>()
  for (const streak of scene.streaks) {
    const { way, worker } = streak.trace
    const isReply = way === "replied" || way === "returned"
    const colour = worker < 0 || way === "asked" ? "var(--ink)" : workerLook(worker).colour
    const key = `${isReply ? "0.4" : "0.8"} ${colour}`
    const path = paths.get(key) ?? new Path2D()
    paths.set(key, path)
    traceStreak(path, scene, streak)
  }
  context.lineWidth = 1.5
  context.lineCap = "round"
  for (const [key, path] of paths) {
    const [alpha = "1", colour = ""] = key.split(" ")
    context.globalAlpha = Number(alpha)
    context.strokeStyle = look.colourOf(colour)
    context.stroke(path)
  }
  context.globalAlpha = 1
  context.lineCap = "butt"
}

function traceStreak(path: Path2D, { heightOf, layout }: Scene, streak: Streak): void {
  const { fromX, toX } = streak
  const { dealerX, radius } = layout
  let isDown = false
  for (let corner = 0; corner <= STREAK_CORNERS; corner += 1) {
    const x = fromX + ((toX - fromX) * corner) / STREAK_CORNERS
    const y = heightOf(streak, x)
    // Nothing is drawn over the DEALER.
    const isOver = Math.abs(x - dealerX) < radius
    if (isDown && !isOver) path.lineTo(x, y)
    else path.moveTo(x, y)
    isDown = !isOver
  }
}

function paintFallen(context: Context, look: Look, { fallen, nowMs }: Scene): void {
  for (const { fall, spots, lastMs } of fallen) {
    const brush = look.brushes[markBrush(fall)]
    if (brush === undefined) continue
    const age = (nowMs - lastMs) / FALLEN_SHOWN_MS
    context.globalAlpha = age < FADED_FROM ? 1 : Math.max(0, (1 - age) / (1 - FADED_FROM))
    begin(context, brush)
    for (const { x, y } of spots) brush.trace(context, x, y)
    end(context, brush)
  }
  context.globalAlpha = 1
}
