import type { BrokerSettings, Engine } from "@zmqscope/protocol"
import { randomLcg } from "d3-random"
import type { HeldRequest } from "./accounts.js"
import type { Chronicle } from "./chronicle.js"
import type { Clients } from "./clients.js"
import type { Crew } from "./crew.js"
import type { Custody } from "./custody.js"
import type { Dealing } from "./dealing.js"
import type { Front } from "./front.js"
import type { Intake } from "./intake.js"
import type { KeptFrames } from "./kept-frames.js"
import { LibzmqDealing } from "./libzmq/libzmq-dealing.js"
import { LibzmqFront } from "./libzmq/libzmq-front.js"
import type { Notices } from "./notices.js"
import type { Numbering } from "./numbering.js"
import type { BrokerOptions } from "./options.js"
import { Returns } from "./returns.js"
import type { Room } from "./room.js"
import { Legs } from "./zmtp/legs.js"
import { ZmtpDealing } from "./zmtp/zmtp-dealing.js"
import { ZmtpFront } from "./zmtp/zmtp-front.js"

export interface EngineParts {
  readonly clients: Clients
  readonly crew: Crew
  readonly chronicle: Chronicle<HeldRequest>
  readonly custody: Custody
  readonly intake: Intake
  readonly kept: KeptFrames
  readonly room: Room
  readonly numbering: Numbering
  readonly notices: Notices
  /** Somebody may be dealt to again. */
  readonly freed: () => void
}

/**
 * What carries the messages (docs/decisions/0012): `zmtp` speaks both sides itself; `libzmq` has
 * libzmq's ROUTER and, under `dealer`, libzmq's DEALER. The broker's own strategies deal on workers'
 * connections in both.
 */
export class CarryingEngine {
  readonly name: Engine
  readonly front: Front
  readonly #parts: EngineParts
  readonly #options: BrokerOptions
  readonly #legs: Legs
  readonly #returns: Returns
  readonly #random: () => number

  constructor(parts: EngineParts, options: BrokerOptions) {
    const { engine = "zmtp", host, frontendPort: port, limits, simulatorToken } = options
    this.name = engine
    this.#parts = parts
    this.#options = options
    this.#random = randomLcg(options.seed)
    this.#legs = new Legs(limits.unfinishedBytes, parts.notices)
    const at = { host, port, limits, simulatorToken }
    this.front =
      engine === "zmtp"
        ? new ZmtpFront({ ...parts, legs: this.#legs }, at)
        : new LibzmqFront(parts, at)
    this.#returns = new Returns(this.front, parts.custody, parts.kept)
  }

  /** Makes the way of dealing that the settings name. */
  async dealing(settings: BrokerSettings): Promise<Dealing> {
    const { limits, simulatorToken } = this.#options
    const parts = { ...this.#parts, legs: this.#legs, returns: this.#returns }
    if (this.name === "libzmq" && settings.dealing === "dealer") {
      return LibzmqDealing.create(parts, { limits, simulatorToken })
    }
    const deals = this.name === "zmtp" ? "all" : "own-strategies"
    return new ZmtpDealing(parts, { limits, simulatorToken, random: this.#random, deals }, settings)
  }

  tick(): void {
    this.#legs.tick()
    this.front.tick()
  }
}
