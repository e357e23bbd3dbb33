import { NO_WORKER } from "@zmqscope/protocol"
import type { Selection } from "../url-state.js"
import type { Anchors } from "./anchors.js"
import { Place, type PlaceName } from "./journey.js"
import type { Journeys } from "./journeys.js"
import { clientWireY, type FlowLayout, workerWireY } from "./layout.js"

/** A dot, as the pointer finds it. */
export interface DotNews {
  readonly number: number
  readonly client: number
  /** NO_WORKER when it is not known. */
  readonly worker: number
  readonly place: PlaceName
  readonly x: number
  readonly y: number
}

const WIRE_REACH_PX = 7

export function hitDot(
  journeys: Journeys,
  x: number,
  y: number,
  reach: number,
): DotNews | undefined {
  const { dots } = journeys
  let nearest = -1
  let least = reach * reach
  for (let slot = 0; slot < dots.end; slot += 1) {
    if (dots.place[slot] === Place.nowhere || dots.hidden[slot] === 1 || dots.number[slot] === 0)
      continue
    const away = ((dots.x[slot] ?? 0) - x) ** 2 + ((dots.y[slot] ?? 0) - y) ** 2
    if (away > least) continue
    least = away
    nearest = slot
  }
  if (nearest < 0) return undefined
  return {
    number: dots.number[nearest] ?? 0,
    client: dots.client[nearest] ?? 0,
    worker: dots.worker[nearest] ?? NO_WORKER,
    place: journeys.nameOf(nearest),
    x: dots.x[nearest] ?? 0,
    y: dots.y[nearest] ?? 0,
  }
}

/** The peer whose wire runs under a point; null where there is none, or a group's. */
export function hitPeer(
  layout: FlowLayout,
  clients: Anchors,
  workers: Anchors,
  x: number,
  y: number,
): Selection | null {
  if (x < layout.routerX - layout.radius) {
    const name = nearestPeer(clients, y, (rowY) => clientWireY(layout, rowY, x))
    return name === null ? null : { kind: "client", name }
  }
  if (x < layout.dealerX + layout.radius) return null
  const name = nearestPeer(workers, y, (rowY) => workerWireY(layout, rowY, x))
  return name === null ? null : { kind: "worker", name }
}

function nearestPeer(
  anchors: Anchors,
  y: number,
  heightAt: (rowY: number) => number,
): string | null {
  let name: string | null = null
  let least = WIRE_REACH_PX
  for (const anchor of anchors.values()) {
    if (anchor.grouped || anchor.gone) continue
    const away = Math.abs(heightAt(anchor.y) - y)
    if (away > least) continue
    least = away
    name = anchor.name
  }
  return name
}
