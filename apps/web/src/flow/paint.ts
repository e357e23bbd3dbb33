import { workerLook } from "../colour.js"
import { type Brush, begin, end, markBrush, workerBrush } from "./brushes.js"
import { DotBatch } from "./dot-batch.js"
import type { End } from "./ends.js"
import { FALLEN_SHOWN_MS, type FallenGroup } from "./fallen.js"
import type { FlowLayout, Spot } from "./layout.js"
import { paintCount, paintPile, paintPlace } from "./paint-piles.js"
import type { Pile } from "./piles.js"
import { isReply, type Streak } from "./traces.js"

type Context = CanvasRenderingContext2D

/** What fell fades over the last part of its stay. */
const FADED_FROM = 0.6
/** Corners of a streak: wires are curved. */
const STREAK_CORNERS = 3

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
  /** Whether it is known what stands at the moment shown. */
  readonly isKnown: boolean
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

/** A square a client, filled while it waits for a reply: no envelope stands there. */
function paintClients(context: Context, look: Look, { clients, layout }: Scene): void {
  if (clients.length === 0) return
  context.strokeStyle = look.colourOf("var(--ink2)")
  context.fillStyle = look.colourOf("var(--ink2)")
  context.lineWidth = 1
  for (const { end: cell, asks } of clients) {
    const side = Math.min(0.6 * layout.rem, cell.cellPx * 0.6)
    context.beginPath()
    context.rect(cell.x - side / 2, cell.y - side / 2, side, side)
    if (asks) context.fill()
    else context.stroke()
  }
}

function paintStreaks(context: Context, look: Look, scene: Scene): void {
  const paths = new Map<string, Path2D>()
  for (const streak of scene.streaks) {
    const { way, worker } = streak
    const colour = worker < 0 || way === "asked" ? "var(--ink)" : workerLook(worker).colour
    const key = `${isReply(way) ? "0.4" : "0.8"} ${colour}`
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
