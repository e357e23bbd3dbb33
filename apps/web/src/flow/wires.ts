import type { End, Ends } from "./ends.js"
import type { FlowLayout, WireEnd } from "./layout.js"

interface LitPeers {
  readonly client: string | null
  readonly worker: string | null
}

export interface WireScene {
  readonly layout: FlowLayout
  readonly clients: Ends
  readonly workers: Ends
  readonly lit: LitPeers
  readonly isPaused: boolean
}

/** Draws what streaks run on. Called when something of it has moved or changed, not each frame. */
export function paintWires(
  context: CanvasRenderingContext2D,
  ratio: number,
  colourOf: (token: string) => string,
  { layout, clients, workers, lit, isPaused }: WireScene,
): void {
  const { routerX, dealerX, radius, middleY, width, height } = layout
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, width, height)
  context.lineWidth = 1
  const wire = (end: WireEnd, nodeX: number, isLit: boolean) => {
    context.strokeStyle = colourOf(isLit ? "var(--accent)" : "var(--line2)")
    context.beginPath()
    context.moveTo(end.x, end.y)
    context.lineTo(end.levelX, end.y)
    // A cubic whose x runs evenly: layout's wireY.
    const third = (nodeX - end.levelX) / 3
    context.bezierCurveTo(end.levelX + third, end.y, nodeX - third, middleY, nodeX, middleY)
    context.stroke()
  }
  const side = (ends: Ends, nodeX: number, lead: string | null) => {
    for (const end of ends.form === "rows" ? ends.byName.values() : ends.lines) {
      wire(end, nodeX, "name" in end && end.name === lead)
    }
    const found = lead === null ? undefined : ends.byName.get(lead)
    if (found !== undefined) wire(found, nodeX, true)
  }
  side(clients, routerX - radius, lit.client)
  side(workers, dealerX + radius, lit.worker)
  if (workers.form === "matrix") paintGround(context, colourOf, workers.byName.values())
  context.beginPath()
  context.strokeStyle = colourOf(isPaused ? "var(--warn)" : "var(--line2)")
  if (isPaused) context.setLineDash([3, 5])
  context.moveTo(routerX + radius, middleY)
  context.lineTo(dealerX - radius, middleY)
  context.stroke()
  context.setLineDash([])
  paintNodes(context, colourOf, layout)
}

function paintNodes(
  context: CanvasRenderingContext2D,
  colourOf: (token: string) => string,
  { routerX, dealerX, radius, middleY }: FlowLayout,
): void {
  context.strokeStyle = colourOf("var(--ink2)")
  context.fillStyle = colourOf("var(--bg)")
  context.lineWidth = 1.2
  for (const x of [routerX, dealerX]) {
    context.beginPath()
    context.arc(x, middleY, radius, 0, 2 * Math.PI)
    context.fill()
    context.stroke()
  }
}

/** What stacks of a matrix stand on. */
function paintGround(
  context: CanvasRenderingContext2D,
  colourOf: (token: string) => string,
  ends: Iterable<End>,
): void {
  context.strokeStyle = colourOf("var(--ink3)")
  context.beginPath()
  for (const { x, y, cellPx } of ends) {
    context.moveTo(x - 0.4 * cellPx, y)
    context.lineTo(x + 0.4 * cellPx, y)
  }
  context.stroke()
}
