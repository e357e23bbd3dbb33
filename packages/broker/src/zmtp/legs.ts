import type { Socket } from "node:net"
import type { Notice } from "@zmqscope/protocol"
import {
  type ConnectionOptions,
  type Fault,
  type Message,
  Outboxes,
  type Peer,
} from "@zmqscope/zmtp"
import type { Notices } from "../notices.js"
import { Leg } from "./leg.js"
import { Turns } from "./turns.js"

/** Ticks that a handshake may take: 5 s. Ticks are counted, not time: a machine may stall. */
const HANDSHAKE_TICKS = 50
/** Ticks that a message which keeps others from being read may come no further: 5 s. */
const STUCK_TICKS = 50

const HANDSHAKE_MISSING: Fault = { code: "handshake", detail: "it did not come within 5 s" }
const STUCK: Fault = {
  code: "message-too-large",
  detail: "a message that came no further, while others waited for its room",
}

export interface LegListener {
  /** What it is called, for people; undefined while it has no name. */
  readonly name: string | undefined
  ready(peer: Peer): void
  message(message: Message): void
  /** With a fault when it was cut for one. */
  closed(fault: Fault | undefined): void
}

interface Watch {
  ticks: number
  /** Not read, since all unfinished messages together are too large. */
  isHeld: boolean
  unfinishedBytes: number
  stuckTicks: number
}

/** Every connection of one broker: its turns and writes, the deadline of its handshake, and their bound. */
export class Legs {
  readonly #unfinishedBytes: number
  readonly #notices: Notices
  readonly #outboxes = new Outboxes()
  readonly #turns = new Turns()
  readonly #legs = new Map<Leg, Watch>()

  /** @param unfinishedBytes what may be held of messages that have not come whole */
  constructor(unfinishedBytes: number, notices: Notices) {
    this.#unfinishedBytes = unfinishedBytes
    this.#notices = notices
  }

  /** @param listen makes who listens to the leg, which has said nothing yet */
  open(
    side: Notice["side"],
    socket: Socket,
    options: ConnectionOptions,
    listen: (leg: Leg) => LegListener,
  ): Leg {
    const leg: Leg = new Leg(socket, options, this.#outboxes, this.#turns, {
      ready: (peer) => listener.ready(peer),
      message: (message) => listener.message(message),
      closed: (fault) => {
        this.#legs.delete(leg)
        const { name } = listener
        const subject = { side, address: leg.address, ...(name === undefined ? {} : { name }) }
        if (fault !== undefined) this.#notices.fault(fault, subject)
        listener.closed(fault)
      },
    })
    const listener = listen(leg)
    this.#legs.set(leg, { ticks: 0, isHeld: false, unfinishedBytes: 0, stuckTicks: 0 })
    return leg
  }

  /** Ten times a second. */
  tick(): void {
    let unfinished = 0
    for (const [leg, watch] of this.#legs) {
      unfinished += leg.unfinishedBytes
      if (leg.peer !== undefined) continue
      watch.ticks += 1
      if (watch.ticks > HANDSHAKE_TICKS) leg.cut(HANDSHAKE_MISSING)
    }
    this.#boundUnfinished(unfinished)
  }

  /** Past the bound those go on that are nearest to their end, as far as it reaches; one always does. */
  #boundUnfinished(unfinished: number): void {
    const isOver = unfinished > this.#unfinishedBytes
    let left = this.#unfinishedBytes
    const largestFirst = Array.from(this.#legs)
      .filter(([leg, { isHeld }]) => isHeld || (isOver && leg.unfinishedBytes > 0))
      .sort(([one], [other]) => other.unfinishedBytes - one.unfinishedBytes)
    for (const [place, [leg, watch]] of largestFirst.entries()) {
      const mayGoOn = !isOver || place === 0 || 2 * leg.unfinishedBytes < left
      left -= leg.unfinishedBytes
      if (watch.isHeld === mayGoOn) {
        watch.isHeld = !mayGoOn
        if (mayGoOn) leg.release("unfinished")
        else leg.hold("unfinished")
      }
      if (isOver && mayGoOn) this.#cutStuck(leg, watch)
    }
  }

  #cutStuck(leg: Leg, watch: Watch): void {
    watch.stuckTicks = leg.unfinishedBytes === watch.unfinishedBytes ? watch.stuckTicks + 1 : 0
    watch.unfinishedBytes = leg.unfinishedBytes
    if (watch.stuckTicks > STUCK_TICKS) leg.cut(STUCK)
  }
}
