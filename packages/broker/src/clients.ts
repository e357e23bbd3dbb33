import { type ClientIdentity, peerName } from "@zmqscope/protocol"
import { encodeMoreFrame } from "@zmqscope/zmtp"
import type { ClientAccount, Heard } from "./accounts.js"
import { Roll } from "./roll.js"

export interface ClientsEvents {
  joined(client: ClientAccount): void
  left(client: ClientAccount): void
}

/** What an engine knows of a client that joins. */
export interface ClientNewcomer {
  /** Kept as it is: give a copy of what may change. */
  readonly routingId: Buffer
  readonly address?: string
  readonly socketType?: string
  readonly heard?: Heard
  readonly simulated?: boolean
}

/** The clients that are there, each a connection of its own. */
export class Clients {
  readonly all = new Roll<ClientAccount>()
  readonly #events: ClientsEvents

  constructor(events: ClientsEvents) {
    this.#events = events
  }

  join({ routingId, ...known }: ClientNewcomer, heldBack?: boolean): ClientAccount {
    // What is spread comes last: V8 gives each object that begins with it a hidden class of its own,
    // and all that is done with accounts is several times slower then.
    const client = this.all.add(peerName(routingId), (index, name) => ({
      index,
      name,
      routingIdHex: routingId.toString("hex"),
      routingId,
      routingFrame: encodeMoreFrame(routingId),
      isGone: false,
      sent: 0,
      returned: 0,
      undelivered: 0,
      waiting: 0,
      heldBack,
      ...known,
    }))
    this.#events.joined(client)
    return client
  }

  leave(client: ClientAccount): void {
    this.all.remove(client)
    client.isGone = true
    this.#events.left(client)
  }
}

export function clientIdentityOf(client: ClientAccount): ClientIdentity {
  const { index, name, routingIdHex, address, socketType, simulated } = client
  return {
    index,
    name,
    routingIdHex,
    ...(address === undefined ? {} : { address }),
    ...(socketType === undefined ? {} : { socketType }),
    ...(simulated === undefined ? {} : { simulated }),
  }
}
