import type { BrokerSettings } from "@zmqscope/protocol"
import { describeSwitch } from "./switch-words.js"

/** How long the stream may take to tell of settings that an answer has told already, milliseconds. */
const TELLING_MS = 2_000

/**
 * The broker's settings, as its stream said last. Its answer to a change comes by another way, and
 * may overtake: taken as well, it would be put back for a moment by what the stream said before.
 */
export class SettingsInForce {
  #value: BrokerSettings
  readonly #awaited = new Set<{ settings: BrokerSettings; told: () => void }>()

  constructor(value: BrokerSettings) {
    this.#value = value
  }

  get value(): BrokerSettings {
    return this.#value
  }

  /** What the stream says. */
  take(settings: BrokerSettings): void {
    this.#value = settings
    for (const { settings: awaited, told } of this.#awaited) {
      if (isSame(awaited, settings)) told()
    }
  }

  /** Resolves once the stream has said these; or soon, if what said them was missed. */
  async told(settings: BrokerSettings): Promise<void> {
    if (isSame(settings, this.#value)) return
    await new Promise<void>((resolve) => {
      const told = (): void => {
        clearTimeout(timer)
        this.#awaited.delete(awaited)
        resolve()
      }
      const timer = setTimeout(told, TELLING_MS)
      const awaited = { settings, told }
      this.#awaited.add(awaited)
    })
  }
}

function isSame(one: BrokerSettings, other: BrokerSettings): boolean {
  return one.paused === other.paused && describeSwitch(one, other).length === 0
}
