import type { Anchors } from "./anchors.js"
import type { FlowLayout } from "./layout.js"

export interface WireLook {
  readonly wire: string
  readonly lit: string
  readonly node: string
  readonly ground: string
  readonly held: string
}

export interface WireEnds {
  readonly clients: Anchors
  readonly workers: Anchors
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
  ends: WireEnds,
  lit: LitPeers,
  paused: boolean,
): void {
  const { routerX, dealerX, radius, middleY, width, height } = layout
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, width, height)
  context.lineWidth = 1
  const router = routerX - radius
  const dealer = dealerX + radius
  paintSide(context, look, ends.clients, lit.client, (y) => {
    context.moveTo(0, y)
    wire(context, layout.clientLevelX, y, router, middleY)
  })
  paintSide(context, look, ends.workers, lit.worker, (y) => {
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
