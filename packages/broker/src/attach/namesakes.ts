import type { ObservedClient } from "./observer.js"

/** For so many ticks of a tenth of a second a connection may outlive the one that takes its place. */
const PATIENCE_TICKS = 10

interface Suspect {
  readonly client: ObservedClient
  readonly atTick: number
}

/** Clients that bear the routing id of another that stays: a ROUTER serves one of the two. */
export class Namesakes {
  readonly #tell: (client: ObservedClient) => void
  /** Oldest first. */
  readonly #suspects: Suspect[] = []
  #ticks = 0

  constructor(tell: (client: ObservedClient) => void) {
    this.#tell = tell
  }

  joined(client: ObservedClient): void {
    if (client.mailbox.connections < 2) return
    this.#suspects.push({ client, atTick: this.#ticks + PATIENCE_TICKS })
  }

  /** Ten times a second. */
  tick(): void {
    this.#ticks += 1
    const place = this.#suspects.findIndex(({ atTick }) => atTick > this.#ticks)
    for (const { client } of this.#suspects.splice(
      0,
      place < 0 ? Number.POSITIVE_INFINITY : place,
    )) {
      if (!client.account.isGone && client.mailbox.connections > 1) this.#tell(client)
    }
  }
}
