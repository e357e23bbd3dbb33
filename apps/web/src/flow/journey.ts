import type { EnvelopeState, Kind } from "@zmqscope/protocol"

/**
 * Where a dot is. A leg takes the time below, however fast the envelope really was, so that the eye
 * can follow; a place without a time is left when the envelope's next record has been played. So a
 * dot is never ahead of its envelope, goes through every state in order, and once it is behind it
 * catches up wherever the envelope truly stood.
 */
export const Place = {
  nowhere: 0,
  clientLeg: 1,
  queue: 2,
  toDealer: 3,
  dealer: 4,
  toWorker: 5,
  worker: 6,
  fromWorker: 7,
  toRouter: 8,
  router: 9,
  toClient: 10,
  /** On its way to a client that is not there. */
  toNobody: 11,
  undeliverable: 12,
  falling: 13,
  lost: 14,
  requeueing: 15,
  expired: 16,
  /** What is no request, on its way to the ROUTER. */
  rejectLeg: 17,
  rejected: 18,
} as const

export type PlaceCode = (typeof Place)[keyof typeof Place]

/** Between a client and the ROUTER, and between the DEALER and a worker, milliseconds on screen. */
export const LEG_MS = 500
/** Between ROUTER and DEALER when nothing holds it up. */
export const PASS_MS = 200
/** A loss stays on screen so long. */
export const LOSS_SHOWN_MS = 30_000

interface Stay {
  /** Milliseconds on screen; Infinity: until the next record. */
  readonly ms: number
  readonly next: PlaceCode
  /** In motion: takes no time for those who prefer reduced motion. */
  readonly moves: boolean
}

const leg = (ms: number, next: PlaceCode): Stay => ({ ms, next, moves: true })
const mark = (ms: number): Stay => ({ ms, next: Place.nowhere, moves: false })
const stand: Stay = { ms: Number.POSITIVE_INFINITY, next: Place.nowhere, moves: false }

/** By place. */
const STAYS: readonly Stay[] = [
  stand,
  leg(LEG_MS, Place.queue),
  stand,
  leg(PASS_MS, Place.dealer),
  stand,
  leg(LEG_MS, Place.worker),
  stand,
  leg(LEG_MS, Place.toRouter),
  leg(PASS_MS, Place.router),
  stand,
  leg(LEG_MS, Place.nowhere),
  leg(LEG_MS, Place.undeliverable),
  mark(4000),
  leg(900, Place.lost),
  mark(LOSS_SHOWN_MS),
  leg(600, Place.queue),
  mark(2000),
  leg(LEG_MS, Place.rejected),
  mark(2000),
]

/** How long a dot stays at a place, milliseconds on screen. */
export function stayMs(place: number, still: boolean): number {
  const stay = STAYS[place] ?? stand
  return still && stay.moves ? 0 : stay.ms
}

/** Where it goes from there by itself. */
export function placeAfter(place: number): PlaceCode {
  return STAYS[place]?.next ?? Place.nowhere
}

/** Where a record sends the dot of its envelope; `nowhere` when it moves none. */
export const PLACE_OF_KIND: Readonly<Record<Kind, PlaceCode>> = {
  received: Place.clientLeg,
  rejected: Place.rejectLeg,
  handed: Place.toDealer,
  dealt: Place.toWorker,
  replied: Place.fromWorker,
  returned: Place.toClient,
  undeliverable: Place.toNobody,
  lost: Place.falling,
  requeued: Place.requeueing,
  expired: Place.expired,
  stale: Place.nowhere,
}

/** Where a dot stands whose way there was not seen. */
export const PLACE_OF_STATE: Readonly<Record<EnvelopeState, PlaceCode>> = {
  waiting: Place.queue,
  unseen: Place.dealer,
  "at-worker": Place.worker,
  replied: Place.router,
  returned: Place.nowhere,
  undeliverable: Place.nowhere,
  lost: Place.nowhere,
  expired: Place.nowhere,
}

/** A worker that goes takes the dots that are on their way to it; all other records wait for a leg's end. */
export function interrupts(next: number, place: number): boolean {
  if (next !== Place.falling && next !== Place.requeueing) return false
  return place === Place.toDealer || place === Place.toWorker
}

/** What the eye sees, as tests and tooltips name it. */
export type PlaceName =
  | "to-router"
  | "queue"
  | "to-dealer"
  | "dealer"
  | "to-worker"
  | "backlog"
  | "in-service"
  | "returning"
  | "done"
  | "undeliverable"
  | "falling"
  | "lost"
  | "requeueing"
  | "expired"
  | "rejected"

/** By place; a worker's first is `in-service` instead. */
export const PLACE_NAMES: readonly PlaceName[] = [
  "done",
  "to-router",
  "queue",
  "to-dealer",
  "dealer",
  "to-worker",
  "backlog",
  "returning",
  "returning",
  "returning",
  "returning",
  "returning",
  "undeliverable",
  "falling",
  "lost",
  "requeueing",
  "expired",
  "to-router",
  "rejected",
]
