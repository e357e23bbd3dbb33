import type { Snapshot } from "@zmqscope/protocol"
import type { ApiClient } from "../api/index.js"
import { changesBetween, type DealingSettings } from "./behaviours.js"
import type { Teller } from "./teller.js"

export interface BrokerActionParts {
  readonly api: ApiClient
  readonly teller: Teller
  readonly snapshot: () => Snapshot | null
}

export class BrokerActions {
  readonly #parts: BrokerActionParts

  constructor(parts: BrokerActionParts) {
    this.#parts = parts
  }

  togglePause(): void {
    const paused = this.#parts.snapshot()?.settings.paused ?? false
    this.#parts.teller.begin(() => this.#setPaused(!paused))
  }

  /**
   * Changes how requests are dealt, and of that only what is not so already: what was not asked for is
   * not set either, nor is it by the Undo. Resolves once it is in force, which a change of the way of
   * dealing takes a moment for. Rejects with ApiError: a form shows it at its fields.
   */
  async changeDealing(change: Partial<DealingSettings>, words: string): Promise<void> {
    const inForce = this.#parts.snapshot()?.settings
    if (inForce === undefined) return
    const wanted = { ...inForce, ...change }
    const patch = changesBetween(inForce, wanted)
    if (Object.keys(patch).length === 0) return
    const undo = changesBetween(wanted, inForce)
    await this.#parts.api.patchBroker(patch)
    const back = async () => {
      await this.#parts.api.patchBroker(undo)
      this.#parts.teller.success("Requests are dealt as before")
    }
    // Once somebody has set it otherwise, there is no going back by this.
    const isStillSo = () => {
      const settings = this.#parts.snapshot()?.settings
      return (
        settings !== undefined &&
        Object.keys(changesBetween(settings, { ...settings, ...patch })).length === 0
      )
    }
    this.#parts.teller.success(words, this.#parts.teller.undo(back, isStillSo))
  }

  /** As changeDealing, by one command: a refusal becomes a toast. */
  switchDealing(change: Partial<DealingSettings>, words: string): void {
    this.#parts.teller.begin(() => this.changeDealing(change, words))
  }

  async #setPaused(paused: boolean): Promise<void> {
    await this.#parts.api.patchBroker({ paused })
    this.#parts.teller.success(paused ? "Broker paused: requests wait" : "Broker resumed", {
      label: paused ? "Resume" : "Pause again",
      run: () => this.#parts.teller.begin(() => this.#setPaused(!paused)),
      isPossible: () => this.#parts.snapshot()?.settings.paused === paused,
    })
  }
}
