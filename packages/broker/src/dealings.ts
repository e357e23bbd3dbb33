import type { BrokerSettings } from "@zmqscope/protocol"
import { randomLcg } from "d3-random"
import { PrivateEndpoints } from "./dealer-port.js"
import type { Dealing } from "./dealing.js"
import type { BrokerOptions } from "./options.js"
import { OwnDealers } from "./own-dealers.js"
import { SharedDealer } from "./shared-dealer.js"

/** Makes the way of dealing that the settings name, or sets the one that stands. */
export class Dealings {
  readonly #endpoints = new PrivateEndpoints()
  readonly #messageBytes: number
  readonly #random: () => number
  readonly #onReply: (frames: Buffer[]) => void

  constructor(options: BrokerOptions, onReply: (frames: Buffer[]) => void) {
    this.#messageBytes = options.limits.messageBytes
    this.#random = randomLcg(options.seed)
    this.#onReply = onReply
  }

  async make({ dealing, prefetch }: BrokerSettings): Promise<Dealing> {
    if (dealing === "dealer") {
      return SharedDealer.create(this.#endpoints.next(), this.#messageBytes, this.#onReply)
    }
    const options = {
      strategy: dealing,
      prefetch,
      messageBytes: this.#messageBytes,
      random: this.#random,
    }
    return new OwnDealers(this.#endpoints, options, this.#onReply)
  }

  /** Adjusts the way that stands to the settings; false when they need another one. */
  adjust(dealing: Dealing | undefined, settings: BrokerSettings): boolean {
    if (settings.dealing === "dealer") return dealing instanceof SharedDealer
    if (!(dealing instanceof OwnDealers)) return false
    dealing.strategy = settings.dealing
    dealing.prefetch = settings.prefetch
    return true
  }

  /** Removes the private endpoints. */
  remove(): void {
    this.#endpoints.remove()
  }
}
