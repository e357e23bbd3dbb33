import { type Envelope, type EnvelopeRecord, NO_WORKER } from "@zmqscope/protocol"
import { Dots } from "./dots.js"
import {
  interrupts,
  PLACE_NAMES,
  PLACE_OF_KIND,
  PLACE_OF_STATE,
  Place,
  type PlaceName,
  placeAfter,
  stayMs,
} from "./journey.js"

/** Of losses that have no dot (sampling, a late page), so many still get one to fall, a group. */
export const CROSSES_A_GROUP = 16

/** Where losses are booked, whether or not they have a dot. */
export interface LossBook {
  /** Counts one; the answer is its cross's berth, or -1 when there is no room for another. */
  lose(worker: number, clockMs: number): number
}

/** Hears of every place that a dot comes to. */
export type PlaceListener = (number: number, place: PlaceName) => void

/** Who stands where: records move dots, time lets them arrive. It knows nothing of pixels. */
export class Journeys {
  readonly dots: Dots
  /** Waiting, the head first: by number, for a requeued envelope goes back before its juniors. */
  readonly queue: number[] = []
  /** Handed to the DEALER, and at no worker that was seen. */
  readonly inDealer: number[] = []
  /** By worker's index, in the order of dealing: the first is in service. */
  readonly atWorker = new Map<number, number[]>()
  onPlace: PlaceListener | undefined
  /** Called when a leg has ended, before the dot goes on: puts it there, drawn there or not. */
  onLegEnd: ((slot: number, leg: number) => void) | undefined
  readonly #losses: LossBook

  constructor(capacity: number, losses: LossBook) {
    this.dots = new Dots(capacity)
    this.#losses = losses
  }

  /** Plays one record. `sampled`: its envelope is one of those that have a dot. */
  play(record: EnvelopeRecord, sampled: boolean, clockMs: number): void {
    const { kind } = record
    if (kind === "received" || kind === "rejected") {
      if (sampled) this.#open(record, clockMs)
      return
    }
    const slot = this.dots.find(record.envelope)
    const berth = kind === "lost" ? this.#losses.lose(record.worker, clockMs) : 0
    if (slot >= 0) {
      if (kind === "lost") this.dots.berth[slot] = Math.max(0, berth)
      this.dots.hidden[slot] = berth < 0 ? 1 : 0
      this.dots.pushStep(slot, PLACE_OF_KIND[kind], record.worker, clockMs)
    } else if (kind === "lost" && berth >= 0) this.#fall(record, berth, clockMs)
  }

  /** Puts a dot where a live envelope stands, without a journey. */
  seed(row: Envelope, clockMs: number): void {
    const place = PLACE_OF_STATE[row.state]
    if (place === Place.nowhere || this.dots.find(row.number) >= 0) return
    const slot = this.#add(row.number, row.client)
    if (slot < 0) return
    this.dots.worker[slot] = row.worker ?? NO_WORKER
    this.#enter(slot, place, clockMs)
  }

  /** Lets time pass; `still`: whatever moves arrives at once. */
  advance(clockMs: number, still: boolean): void {
    const { place, end } = this.dots
    for (let slot = 0; slot < end; slot += 1) {
      if (place[slot] !== Place.nowhere) this.#advance(slot, clockMs, still)
    }
  }

  /** Takes away the dots of all other envelopes. */
  keepOnly(isKept: (number: number) => boolean): void {
    const { dots } = this
    for (let slot = 0; slot < dots.end; slot += 1) {
      const place = dots.place[slot] ?? Place.nowhere
      if (place === Place.nowhere || isKept(dots.number[slot] ?? 0)) continue
      this.#leave(slot, place, Place.nowhere)
      dots.free(slot)
    }
  }

  clear(): void {
    this.dots.clear()
    this.queue.length = 0
    this.inDealer.length = 0
    this.atWorker.clear()
  }

  /** Where an envelope is on the canvas; undefined when it has no dot (any more). */
  placeOf(number: number): PlaceName | undefined {
    const slot = this.dots.find(number)
    return slot < 0 ? undefined : this.nameOf(slot)
  }

  nameOf(slot: number): PlaceName {
    const place = this.dots.place[slot] ?? Place.nowhere
    const worker = this.dots.worker[slot] ?? NO_WORKER
    if (place === Place.worker && this.atWorker.get(worker)?.[0] === slot) return "in-service"
    return PLACE_NAMES[place] ?? "done"
  }

  /** A dot may stand already where the envelope is: the server told of it before its records came. */
  #open(record: EnvelopeRecord, clockMs: number): void {
    if (this.dots.find(record.envelope) >= 0) return
    const slot = this.#add(record.envelope, record.client)
    if (slot >= 0) this.#enter(slot, PLACE_OF_KIND[record.kind], clockMs)
  }

  #fall(record: EnvelopeRecord, berth: number, clockMs: number): void {
    const slot = this.#add(record.envelope, record.client)
    if (slot < 0) return
    this.dots.worker[slot] = record.worker
    this.dots.berth[slot] = berth
    this.#enter(slot, Place.falling, clockMs)
  }

  /** It has no position yet: whoever draws it first knows where that place is. */
  #add(number: number, client: number): number {
    const slot = this.dots.add(number, client)
    if (slot < 0) return slot
    this.dots.x[slot] = Number.NaN
    this.dots.y[slot] = Number.NaN
    return slot
  }

  #advance(slot: number, clockMs: number, still: boolean): void {
    const { dots } = this
    for (;;) {
      const place = dots.place[slot] ?? Place.nowhere
      const next = dots.nextPlace(slot)
      const ms = stayMs(place, still)
      if (ms === Number.POSITIVE_INFINITY || interrupts(next, place)) {
        if (next === Place.nowhere) return
        this.#leave(slot, place, next)
        const sinceMs = dots.since[slot] ?? 0
        this.#enter(slot, next, Math.max(sinceMs, dots.takeStep(slot)))
        continue
      }
      const arrivesMs = (dots.since[slot] ?? 0) + ms
      if (arrivesMs > clockMs) return
      const after = placeAfter(place)
      if (after === Place.nowhere || (after === Place.lost && dots.hidden[slot] === 1)) {
        this.onPlace?.(dots.number[slot] ?? 0, "done")
        dots.free(slot)
        return
      }
      if (!still) this.onLegEnd?.(slot, place)
      this.#enter(slot, after, arrivesMs)
    }
  }

  #enter(slot: number, place: number, atMs: number): void {
    this.dots.enter(slot, place, atMs)
    if (place === Place.requeueing) this.dots.worker[slot] = NO_WORKER
    if (place === Place.queue) this.#joinQueue(slot)
    else if (place === Place.dealer) this.inDealer.push(slot)
    else if (place === Place.worker) this.#joinWorker(slot)
    if (this.onPlace !== undefined) this.onPlace(this.dots.number[slot] ?? 0, this.nameOf(slot))
  }

  #leave(slot: number, place: number, next: number): void {
    if (place === Place.queue) remove(this.queue, slot)
    else if (place === Place.dealer) remove(this.inDealer, slot)
    else if (place === Place.worker) this.#leaveWorker(slot, next)
  }

  /** Its worker takes up the one behind it, unless the worker is gone. */
  #leaveWorker(slot: number, next: number): void {
    const list = this.#listOf(slot)
    const wasFirst = list[0] === slot
    remove(list, slot)
    const first = list[0]
    if (first === undefined) this.atWorker.delete(this.dots.worker[slot] ?? NO_WORKER)
    else if (wasFirst && next === Place.fromWorker)
      this.onPlace?.(this.dots.number[first] ?? 0, "in-service")
  }

  #joinWorker(slot: number): void {
    const list = this.#listOf(slot)
    this.#rank(slot, list.at(-1), 1)
    list.push(slot)
  }

  #listOf(slot: number): number[] {
    const worker = this.dots.worker[slot] ?? NO_WORKER
    let list = this.atWorker.get(worker)
    if (list === undefined) {
      list = []
      this.atWorker.set(worker, list)
    }
    return list
  }

  #joinQueue(slot: number): void {
    const { number } = this.dots
    const own = number[slot] ?? 0
    let at = this.queue.length
    while (at > 0 && (number[this.queue[at - 1] ?? 0] ?? 0) > own) at -= 1
    if (at > 0) this.#rank(slot, this.queue[at - 1], 1)
    else this.#rank(slot, this.queue[0], -1)
    this.queue.push(slot)
    this.queue.copyWithin(at + 1, at, this.queue.length - 1)
    this.queue[at] = slot
  }

  /** Behind a neighbour by 1, or before it by -1. */
  #rank(slot: number, neighbour: number | undefined, by: 1 | -1): void {
    const { rank } = this.dots
    rank[slot] = neighbour === undefined ? 0 : (rank[neighbour] ?? 0) + by
  }
}

function remove(list: number[], slot: number): void {
  const at = list.indexOf(slot)
  if (at < 0) return
  list.copyWithin(at, at + 1)
  list.length -= 1
}
