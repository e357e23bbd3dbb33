import { FrameCursor, type Message } from "@zmqscope/zmtp"
import type { ClientAccount, HeldRequest, WorkerAccount } from "../accounts.js"
import { FairQueue } from "../fair-queue.js"
import { hasBody } from "../intake.js"
import { isReadable } from "../returns.js"
import type { Leg } from "./leg.js"
import type { Stall } from "./stall.js"

/**
 * What is on the wire to a REP, which works on one request at a time, is as much as it works off in
 * this time, milliseconds: it never waits for us, and what stands behind takes turns by client here,
 * where it still can.
 */
const REP_WIRE_MS = 5
const SMALLEST_WINDOW = 2
const LARGEST_WINDOW = 64
/** Weight of the newest reply in the mean time between replies. */
const NEWEST_WEIGHT = 1 / 8

const cursor = new FrameCursor()

/** A worker's connection, and what was dealt to it. */
export class Member {
  readonly worker: WorkerAccount
  readonly leg: Leg
  readonly stall: Stall
  /** Ticks since it gave a sign of life. */
  silentTicks = 0
  /** Sent and not replied to, in this order. */
  readonly #wire: HeldRequest[] = []
  /** Dealt, and not sent yet. */
  readonly #queue = new FairQueue<ClientAccount, HeldRequest>(({ client }) => client)
  readonly #isRep: boolean
  /** The most that may be on the wire. A DEALER may work on any number at once. */
  #window: number
  /** Mean time from one reply to the next while it had something to do, milliseconds. */
  #replyMs = REP_WIRE_MS
  #busySince = 0

  constructor(worker: WorkerAccount, leg: Leg, stall: Stall) {
    this.worker = worker
    this.leg = leg
    this.stall = stall
    this.#isRep = worker.socketType === "REP"
    this.#window = this.#isRep ? SMALLEST_WINDOW : Number.POSITIVE_INFINITY
  }

  take(request: HeldRequest): void {
    if (this.#queue.length > 0 || this.#wire.length >= this.#window) this.#queue.push(request)
    else this.#send(request)
  }

  /** Takes the request that a reply is to off the wire; undefined when it is to none that is there. */
  settle(reply: Message): HeldRequest | undefined {
    const wire = this.#wire
    const place = this.#placeOf(reply)
    const request = wire[place]
    if (request === undefined) return undefined
    if (place === 0) wire.shift()
    else wire.splice(place, 1)
    return request
  }

  /** It has replied: what stood behind goes out. */
  goOn(): void {
    if (this.#isRep) this.#adaptWindow()
    while (this.#wire.length < this.#window) {
      const next = this.#queue.shift()
      if (next === undefined) return
      this.#send(next)
    }
  }

  /** Gives up all that it has, what was sent first. */
  release(): HeldRequest[] {
    const taken = this.#wire.splice(0)
    for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) {
      taken.push(next)
    }
    return taken
  }

  #send(request: HeldRequest): void {
    if (this.#wire.length === 0 && this.#isRep) this.#busySince = performance.now()
    this.#wire.push(request)
    this.leg.send([request.client.routingFrame])
    this.leg.send(request.message.parts)
  }

  /** It had something to do since its reply before, or since it was sent to. */
  #adaptWindow(): void {
    const now = performance.now()
    this.#replyMs += (now - this.#busySince - this.#replyMs) * NEWEST_WEIGHT
    this.#busySince = now
    const window = Math.ceil(REP_WIRE_MS / Math.max(this.#replyMs, 0.001))
    this.#window = Math.min(Math.max(window, SMALLEST_WINDOW), LARGEST_WINDOW)
  }

  /**
   * Which request a reply is to: of those of the client that it names, the first that can be read
   * by it, or else the first. A REP works in order; of a DEALER that does not, and of a client that
   * has several there without request ids, nobody can tell.
   */
  #placeOf(reply: Message): number {
    const wire = this.#wire
    cursor.open(reply)
    if (!cursor.next()) return -1
    let first = -1
    for (let place = 0; place < wire.length; place += 1) {
      const request = wire[place]
      if (request === undefined || !cursor.equals(request.client.routingId)) continue
      if (isReadable(reply, request)) return place
      // Of the right form, but with another's request id: a second reply to one that has had its own.
      const isToAnother = hasBody(reply) && reply.delimiter === request.message.delimiter + 1
      if (first < 0 && !isToAnother) first = place
    }
    // It names nobody, but looks like an answer: where one request is there, it can be of no other.
    const isNameless = reply.delimiter === 0 && hasBody(reply) && wire.length === 1
    return isNameless ? 0 : first
  }
}
