import { formatCount, UNKNOWN } from "@zmqscope/metrics"
import { PLACE_WORDS } from "@zmqscope/model"
import { workerLook } from "../colour.js"
import { markBrush, workerBrush } from "./brushes.js"
import { type DotBatch, STEPPED_BACK } from "./dot-batch.js"
import type { Box } from "./ends.js"
import type { Look, Scene } from "./paint.js"
import { type Pile, spotOf } from "./piles.js"

type Context = CanvasRenderingContext2D

/** Fewer than these in a cell of a matrix are counted at a glance. */
const WORTH_A_NUMBER = 4

/** What stands at one place; its dots go into the batch. */
export function paintPile(
  context: Context,
  look: Look,
  scene: Scene,
  pile: Pile,
  dots: DotBatch,
): void {
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
  else
    hatch(
      context,
      colour,
      { left, top, right: left + width, bottom: top + height },
      pattern === "dashed" ? 5 : 3,
    )
  context.globalAlpha = 1
}

function hatch(context: Context, colour: string, box: Box, stepPx: number): void {
  const { left, top, right, bottom } = box
  const [width, height] = [right - left, bottom - top]
  context.save()
  context.beginPath()
  context.rect(left, top, width, height)
  context.clip()
  context.strokeStyle = colour
  context.lineWidth = 1.2
  context.strokeRect(left, top, width, height)
  context.beginPath()
  for (let at = -height; at < width; at += stepPx) {
    context.moveTo(left + at, bottom)
    context.lineTo(left + at + height, top)
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
export function paintCount(context: Context, look: Look, { layout }: Scene, pile: Pile): void {
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
export function paintPlace(
  context: Context,
  look: Look,
  { layout, isPaused, isKnown }: Scene,
  pile: Pile,
): void {
  const { rem, routerX, dealerX, middleY, radius } = layout
  const { place, count, rows } = pile
  if (place === "unseen" && count === 0) return
  const isWaiting = place === "waiting"
  const word = isWaiting ? (isPaused ? "paused, waiting" : "waiting") : PLACE_WORDS.unseen
  const y = isWaiting
    ? middleY - radius - 0.9 * rem
    : pile.y - rows * 0.5 * layout.pitch - 0.7 * rem
  const x = isWaiting ? (routerX + dealerX) / 2 : dealerX
  const size = isWaiting ? 0.95 * rem : 0.8 * rem
  const number = isKnown ? formatCount(count) : UNKNOWN
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
