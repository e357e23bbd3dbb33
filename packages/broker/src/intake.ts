import type { ClientAccount } from "./accounts.js"
import { bodyBytesOf, type Front, findDelimiter } from "./front.js"
import type { KeptFrames } from "./kept-frames.js"
import type { Ledger } from "./ledger.js"
import type { Numbering } from "./numbering.js"
import { Roll } from "./roll.js"
import type { Room } from "./room.js"
import { routingIdName } from "./routing-id.js"
import type { Waiting } from "./waiting.js"

export interface IntakeEvents {
  clientJoined(client: ClientAccount): void
  clientLeft(client: ClientAccount): void
  requestWaits(): void
}

export interface IntakeParts {
  readonly front: Front
  readonly room: Room
  readonly ledger: Ledger
  readonly numbering: Numbering
  readonly waiting: Waiting
  readonly kept: KeptFrames
}

/** Reads the ROUTER: clients that join and leave, and requests, numbered and put to wait. */
export class Intake {
  readonly clients = new Roll<ClientAccount>()
  readonly #byRoutingId = new Map<string, ClientAccount>()
  readonly #parts: IntakeParts
  readonly #events: IntakeEvents
  #isStopped = false

  constructor(parts: IntakeParts, events: IntakeEvents) {
    this.#parts = parts
    this.#events = events
  }

  /** Runs until it is stopped or the front is closed. Without room nothing is read. */
  async run(): Promise<void> {
    const { front, room } = this.#parts
    while (!this.#isStopped && !front.closed) {
      if (room.isFull) {
        await room.wait()
        continue
      }
      let frames: Buffer[]
      try {
        frames = await front.receive()
      } catch (error) {
        if (front.closed) return
        throw error
      }
      this.#accept(frames)
    }
  }

  /** Takes nothing more but what may have been read already. */
  stop(): void {
    this.#isStopped = true
  }

  #accept(frames: Buffer[]): void {
    const routingId = frames[0]
    if (routingId === undefined) return
    if (this.#parts.front.isFarewell(frames)) {
      this.#leave(routingId)
      return
    }
    const known = this.#byRoutingId.get(routingId.toString("latin1"))
    const client = known ?? this.#join(routingId)
    const isAnnouncement = known === undefined && frames.length === 2 && frames[1]?.length === 0
    if (!(isAnnouncement && this.#parts.front.notifies)) this.#request(client, frames)
  }

  #request(client: ClientAccount, frames: Buffer[]): void {
    const { ledger, numbering, waiting, kept } = this.#parts
    const delimiter = findDelimiter(frames)
    if (delimiter < 0) {
      ledger.reject(client, bodyBytesOf(frames, 0))
      return
    }
    const number = numbering.next()
    const bodyBytes = bodyBytesOf(frames, delimiter)
    waiting.push(ledger.receive(number, client, frames, bodyBytes))
    kept.keepRequest(number, frames)
    this.#events.requestWaits()
  }

  #join(routingId: Buffer): ClientAccount {
    const copy = Buffer.from(routingId)
    const client = this.clients.add(routingIdName(copy), (index, name) => ({
      index,
      name,
      routingId: copy,
      routingIdHex: copy.toString("hex"),
      isGone: false,
      sent: 0,
      returned: 0,
      undelivered: 0,
    }))
    this.#byRoutingId.set(copy.toString("latin1"), client)
    this.#events.clientJoined(client)
    return client
  }

  #leave(routingId: Buffer): void {
    const key = routingId.toString("latin1")
    const client = this.#byRoutingId.get(key)
    if (client === undefined) return
    this.#byRoutingId.delete(key)
    this.clients.remove(client)
    client.isGone = true
    this.#events.clientLeft(client)
  }
}
