import type { OpenRequest } from "./correlator.js"
import type { Sighting } from "./sighting.js"

/** Mailboxes that are found without making a text of a frame; a power of two. */
const RECENT = 1024

/** Open requests of one routing id, each list in the order in which they came into it. */
export interface Mailbox {
  readonly routingId: Buffer
  /** Connections that bear the routing id: one that comes back may come before the old one has ended. */
  connections: number
  /** What was asked last, open or not. */
  newest: OpenRequest | undefined
  readonly waiting: OpenRequest[]
  readonly atWorkers: OpenRequest[]
  readonly replied: OpenRequest[]
}

/** A mailbox for each routing id that somebody bears, or that has open requests. */
export class Mailboxes {
  readonly #byKey = new Map<string, Mailbox>()
  /** The last that was found of each remainder of a frame's hash. */
  readonly #recent: (Mailbox | undefined)[] = Array.from({ length: RECENT })

  /** A connection bears the routing id. */
  join(routingId: Buffer): Mailbox {
    const key = keyOf(routingId)
    const mailbox = this.#byKey.get(key) ?? {
      routingId,
      connections: 0,
      newest: undefined,
      waiting: [],
      atWorkers: [],
      replied: [],
    }
    mailbox.connections += 1
    this.#byKey.set(key, mailbox)
    return mailbox
  }

  /** A connection of it has ended. */
  leave(mailbox: Mailbox): void {
    mailbox.connections -= 1
    this.settle(mailbox)
  }

  /** Lets go of it when nobody bears its routing id and nothing of it is open. */
  settle(mailbox: Mailbox): void {
    if (mailbox.connections > 0 || hasOpen(mailbox)) return
    this.#byKey.delete(keyOf(mailbox.routingId))
    const place = this.#recent.indexOf(mailbox)
    if (place >= 0) this.#recent[place] = undefined
  }

  /** The mailbox whose routing id a frame is. */
  at(seen: Sighting, index: number): Mailbox | undefined {
    if (seen.lengthAt(index) === 0) return undefined
    const place = seen.hashAt(index) & (RECENT - 1)
    const recent = this.#recent[place]
    if (recent !== undefined && seen.isAt(index, recent.routingId)) return recent
    const key = seen.key(index)
    const mailbox = key === undefined ? undefined : this.#byKey.get(key)
    if (mailbox !== undefined) this.#recent[place] = mailbox
    return mailbox
  }
}

export function hasOpen({ waiting, atWorkers, replied }: Mailbox): boolean {
  return waiting.length + atWorkers.length + replied.length > 0
}

function keyOf(routingId: Buffer): string {
  return routingId.toString("latin1")
}
