import type { LaneNow } from "@zmqscope/protocol"
import { formPiles, type Site } from "../../flow/piles.js"

/** Where the parts of a lane's drawing stand, pixels. */
export type LaneLayout = Readonly<ReturnType<typeof laneLayout>>

/** More rows than these stand closer, so that all lanes can be seen at once. */
const MANY_WORKERS = 8

export function laneLayout(width: number, rem: number, workers: number) {
  const isCrowded = workers > MANY_WORKERS
  const rowPx = (isCrowded ? 0.9 : 1.25) * rem
  const topPx = 1.4 * rem
  const height = topPx + Math.max(3, workers) * rowPx + 0.25 * rem
  const pitch = 0.5 * rem
  const dealerX = Math.round(width * 0.32)
  const dealerRadius = 0.7 * rem
  const serviceX = width - 5.6 * rem
  const levelX = dealerX + dealerRadius + Math.min(2 * rem, width * 0.07)
  const backlogX = serviceX - 1.6 * pitch
  const queueX = dealerX - dealerRadius - pitch
  return {
    width,
    height,
    rem,
    middleY: topPx + (height - topPx) / 2,
    dealerX,
    dealerRadius,
    /** Where what waits begins; it grows to the left. */
    queueX,
    queueRoomPx: Math.max(pitch, queueX - 1.8 * rem),
    /** Where the request in service stands, and where those behind it begin. */
    serviceX,
    backlogX,
    // Before a pile stands its number.
    backlogRoomPx: Math.max(pitch, backlogX - levelX - 1.8 * rem),
    /** From here on the wires run level. */
    levelX,
    rowPx,
    /** In how many rows what stands behind a request may be stacked. */
    backlogRows: isCrowded ? 1 : 2,
    topPx,
    dot: 0.19 * rem,
    pitch,
  }
}

export function rowY({ topPx, rowPx }: LaneLayout, place: number): number {
  return topPx + (place - 0.5) * rowPx
}

export type LanePile = ReturnType<typeof formPiles<Site>>[number]

/** What stands on each lane, exactly, as in the flow; all lanes' on one scale. */
export function lanePiles(
  lanes: readonly (LaneNow | null)[],
  layout: LaneLayout,
): readonly (readonly LanePile[])[] {
  const sites = lanes.flatMap((now, lane) =>
    now === null ? [] : sitesOf(now, layout).map((site) => ({ ...site, lane })),
  )
  const piles = formPiles(sites, layout, (most) => most)
  return lanes.map((_, lane) => piles.filter((pile) => pile.lane === lane))
}

/** A worker is known by its place, from 1. */
function sitesOf({ waiting, workers }: LaneNow, layout: LaneLayout): readonly Site[] {
  const { queueX, queueRoomPx, backlogX, backlogRoomPx, backlogRows, middleY } = layout
  const queue = { x: queueX, y: middleY, roomPx: queueRoomPx, maxRows: 4, widthPx: 0 }
  const backlog = { x: backlogX, roomPx: backlogRoomPx, maxRows: backlogRows, widthPx: 0 }
  return [
    { ...queue, place: "waiting", worker: -1, size: waiting },
    ...workers.map(({ place, outstanding }): Site => {
      const y = rowY(layout, place)
      return { ...backlog, place: "worker", worker: place, size: outstanding, y }
    }),
  ]
}
