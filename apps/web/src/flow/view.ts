import { PLACE_WORDS } from "@zmqscope/model"
import { CLIENT_NAME_REM, type Ends, shortName } from "./ends.js"
import type { FlowEngine } from "./engine.js"
import { describeFallen, type FallenGroup } from "./fallen.js"
import {
  footSpots,
  type Label,
  LabelRoom,
  type LabelSpot,
  nodeLabels,
  type PlaceWords,
} from "./labels.js"
import { blockRows, type FlowLayout } from "./layout.js"
import { calloutOf, type Stand } from "./words.js"

/** What is written beside the canvas, for React. */
export interface FlowView {
  readonly layout: FlowLayout
  readonly stand: Stand
  readonly isKnown: boolean
  /** Every so-manieth envelope is traced, of how many a second. */
  readonly tracedEach: number
  readonly perSecond: number
  /** What fell lately, in words. */
  readonly fallen: readonly string[]
  /** All that is written but the callout, which goes by each frame. */
  readonly labels: readonly Label[]
}

/** The view, and the room that its labels leave for a callout. */
export function viewOf(engine: FlowEngine): { readonly view: FlowView; readonly room: LabelRoom } {
  const { layout, passing, parts, clockMs, workerName, clients, workers, snapshot } = engine
  const falls = passing.fallen.groups(clockMs).map((group) => ({
    key: String(group.id),
    text: describeFallen(group, workerName),
    look: group.fall === "lost" ? ("loss" as const) : ("fall" as const),
    spots: group.fall === "lost" ? group.spots : [],
  }))
  const room = new LabelRoom(layout, engine.widthOf)
  const dealing = snapshot?.watched === undefined ? snapshot?.settings.dealing : null
  const view = {
    layout,
    stand: standOf(engine),
    isKnown: parts.replay.isKnown,
    tracedEach: Math.round(passing.traces.each * 10) / 10,
    perSecond: Math.round(passing.perSecond),
    fallen: falls.map(({ text }) => text),
    labels: layout.width === 0 ? [] : placeLabels(room, { clients, workers, dealing, falls }),
  }
  return { view, room }
}

interface Labelled {
  readonly clients: Ends
  readonly workers: Ends
  /** Null where it is not known: the broker is somebody else's. */
  readonly dealing: string | null | undefined
  readonly falls: readonly (Omit<Label, keyof LabelSpot> & Pick<FallenGroup, "spots">)[]
}

/** Everything but a callout, and takes its room. */
export function placeLabels(
  room: LabelRoom,
  { clients, workers, dealing = "dealer", falls }: Labelled,
): readonly Label[] {
  const { layout } = room
  const labels = [
    ...nodeLabels(room, dealing === null ? WATCHED : ownPlaces(dealing), {
      clients: [...clients.byName.values()],
      workers: [...workers.byName.values()],
    }),
    ...cellLabels(clients, workers, layout),
  ]
  room.take(...labels, ...paintedLabels(layout))
  for (const { spots, ...fall } of falls) {
    const [first] = workers.form === "rows" ? spots : []
    const beside =
      first && besideSpot(layout, first.x, Math.max(...spots.map(({ y }) => y + layout.dot)))
    const label = room.find(fall, [...(beside ? [beside] : []), ...footSpots(layout)])
    if (label === null) break
    room.take(label)
    labels.push(label)
  }
  return labels
}

/** Below what stands, or stood, at a worker, down to `bottom`. */
function besideSpot({ rem, backlogX }: FlowLayout, x: number, bottom: number): LabelSpot {
  return { x: Math.min(x, backlogX) + rem, y: bottom + 0.7 * rem, anchor: "end" }
}

/** Which sockets somebody else's broker has, and how it deals, is not seen from before its ports. */
const WATCHED = [
  { name: "front", hint: "clients' port" },
  { name: "back", hint: "deals as it will" },
] as const

function ownPlaces(dealing: string): readonly [PlaceWords, PlaceWords] {
  const hint = dealing === "dealer" ? "blind round-robin" : dealing
  return [
    { name: "ROUTER", hint: "fair queue" },
    { name: "DEALER", hint },
  ]
}

/** As in the last frame, of the workers that are listed. */
export function standOf({ shown, workers, snapshot, workerName }: FlowEngine): Stand {
  const silentUs = new Map(snapshot?.workers.map((worker) => [worker.name, worker.silentUs]))
  const outstanding = new Map<string, number>()
  let waiting = 0
  for (const { place, worker, size } of shown.piles) {
    if (place === "waiting") waiting = size
    if (place === "worker") outstanding.set(workerName(worker), size)
  }
  return {
    waiting,
    isPaused: snapshot?.settings.paused ?? false,
    clientsHeldBack: snapshot?.clients.filter(({ heldBack }) => heldBack).length ?? 0,
    workers: Array.from(workers.byName.keys(), (name) => ({
      name,
      outstanding: outstanding.get(name) ?? 0,
      silentUs: silentUs.get(name) ?? null,
    })),
  }
}

/** Beside what it is about where there is room for it, else on a line at the foot. */
export function calloutLabel(workers: Ends, stand: Stand, room: LabelRoom): Label | null {
  const callout = calloutOf(stand)
  if (callout === null) return null
  const { text, about } = callout
  const { layout } = room
  const { rem, backlogX, routerX, dealerX, middleY, radius } = layout
  const end = typeof about === "string" ? undefined : workers.byName.get(about.worker)
  const beside: LabelSpot[] = []
  if (about === "waiting") {
    const x = (routerX + dealerX) / 2
    for (const up of [2.2, 3.7]) {
      beside.push({ x, y: middleY - radius - up * rem, anchor: "middle" })
    }
  } else if (end !== undefined && end.rows > 0) {
    const outstanding = stand.workers.find(({ name }) => name === end.name)?.outstanding ?? 1
    const rows = Math.max(2, blockRows(outstanding - 1, end.rows))
    beside.push(besideSpot(layout, backlogX, end.y + (rows / 2) * layout.pitch))
  }
  return room.find({ key: "callout", text, look: "callout" }, [...beside, ...footSpots(layout)])
}

/** Words on the canvas, as wide as they come: see paintPlace. */
export function paintedLabels({
  rem,
  routerX,
  dealerX,
  middleY,
  radius,
  pitch,
}: FlowLayout): Label[] {
  const isOnCanvas = { key: "", anchor: "middle", look: "place" } as const
  const text = `${PLACE_WORDS.unseen} 100,000`
  const topY = middleY - radius - 2.6 * pitch - 0.7 * rem
  return [
    {
      ...isOnCanvas,
      text: "paused, waiting 100,000",
      x: (routerX + dealerX) / 2,
      y: middleY - radius - 0.9 * rem,
    },
    ...[topY, topY + 0.9 * rem].map((y) => ({ ...isOnCanvas, text, x: dealerX, y })),
  ]
}

function cellLabels(clients: Ends, workers: Ends, layout: FlowLayout): Label[] {
  const labels: Label[] = []
  const put = (name: string, roomPx: number, spot: LabelSpot) => {
    const text = shortName(name, roomPx, layout.rem)
    if (text !== "") labels.push({ key: name, text, ...spot, look: "cell" })
  }
  const { rem } = layout
  if (workers.form === "matrix") {
    for (const { name, x, y, cellPx } of workers.byName.values()) {
      if (cellPx >= 1.1 * rem) put(name, cellPx, { x, y: y + 0.75 * rem, anchor: "middle" })
    }
  }
  // Where each client has a line of its own.
  if (clients.form === "matrix" && clients.lines.length >= clients.byName.size) {
    for (const { name, x, y, cellPx } of clients.byName.values()) {
      if (x < CLIENT_NAME_REM * rem) break
      put(name, CLIENT_NAME_REM * rem, { x: x - 0.7 * cellPx, y, anchor: "end" })
    }
  }
  return labels
}
