import { formatCount } from "@zmqscope/metrics"
import { PLACE_WORDS } from "@zmqscope/model"
import { least } from "d3-array"
import type { Selection } from "../url-state.js"
import type { End, Ends } from "./ends.js"
import type { FlowEngine } from "./engine.js"
import { type Spot, wireY } from "./layout.js"
import { type Pile, spotOf } from "./piles.js"

/** What the pointer is at: said beside it, and selected by a click. */
export interface Hit extends Spot {
  readonly selection: Selection
  readonly text: string
}

const WIRE_REACH_PX = 7

export function hitAt(engine: FlowEngine, x: number, y: number): Hit | null {
  return hitEnvelope(engine, x, y) ?? hitPeer(engine, x, y)
}

function hitEnvelope(engine: FlowEngine, x: number, y: number): Hit | null {
  const { shown, layout, parts } = engine
  const standing = shown.piles.flatMap((pile) => {
    // Those of a bar are not told apart, but for the one in service.
    const told = pile.form === "dots" ? pile.numbers.size : Number(pile.hasService)
    return [...pile.numbers].slice(0, told).map((number, index) => ({
      number,
      where: placeWords(pile, index),
      ...spotOf(pile, index),
    }))
  })
  const returning = shown.returning.map((one) => ({ ...one, where: "returning" }))
  const awayOf = (at: Spot) => (at.x - x) ** 2 + (at.y - y) ** 2
  const found = least([...standing, ...returning], awayOf)
  if (found === undefined || awayOf(found) > (2.5 * layout.dot) ** 2) return null
  const { number, where } = found
  const row = parts.replay.row(number)
  const client = row === undefined ? "" : ` ${engine.clientName(row.client)}`
  return {
    selection: { kind: "envelope", number },
    text: `#${formatCount(number)}${client}, ${where}`,
    x: found.x,
    y: found.y,
  }
}

/** Where the one at `index` of a pile is, in words. */
export function placeWords({ place }: Pile, index: number): string {
  if (place === "waiting") return "waiting"
  if (place === "unseen") return PLACE_WORDS.unseen
  return index === 0 ? "in service" : "in the backlog"
}

/** The peer whose wire or cell is under a point. */
function hitPeer(engine: FlowEngine, x: number, y: number): Hit | null {
  const { layout, clients, workers, shown } = engine
  if (x < layout.routerX - layout.radius) {
    const end = nearest(clients, x, y, (each) => wireY(layout, each, null, x))
    if (end === null) return null
    const { live, replay } = engine.parts
    const waits = [...replay.standing.asking].some(
      (index) => live.roster.client(index) === end.name,
    )
    const text = `${end.name}, ${waits ? "waits for a reply" : "waits for nothing"}`
    return { selection: { kind: "client", name: end.name }, text, x, y }
  }
  if (x < layout.dealerX + layout.radius) return null
  const end = nearest(workers, x, y, (each) => wireY(layout, null, each, x))
  if (end === null) return null
  const pile = shown.piles.find(
    ({ place, worker }) => place === "worker" && engine.workerName(worker) === end.name,
  )
  const text = `${end.name}, ${formatCount(pile?.size ?? 0)} at it`
  return { selection: { kind: "worker", name: end.name }, text, x, y }
}

function nearest(ends: Ends, x: number, y: number, heightOf: (end: End) => number): End | null {
  let found: End | null = null
  let leastPx = WIRE_REACH_PX
  for (const end of ends.byName.values()) {
    if (ends.form === "matrix") {
      const above = end.y - y
      const isIn = Math.abs(end.x - x) <= end.cellPx / 2 && above > -end.cellPx / 2
      if (isIn && above < end.roomPx + end.cellPx / 2) return end
      continue
    }
    const away = Math.abs(heightOf(end) - y)
    if (away > leastPx) continue
    leastPx = away
    found = end
  }
  return found
}
