import type { Condition, Notice } from "@zmqscope/protocol"

type Side = Notice["side"]

/** What is wrong with the broker that a scope only watches, by what is told of each of its ports. */
export class WatchedBroker {
  readonly #troubles = new Map<Side, Condition>()

  /** Undefined while nothing is known to be wrong. */
  get trouble(): Condition | undefined {
    return this.#troubles.get("frontend") ?? this.#troubles.get("backend")
  }

  take({ kind, side, text }: Pick<Notice, "kind" | "side" | "text">): void {
    switch (kind) {
      case "broker-away":
        this.#troubles.set(side, trouble("No broker", text))
        return
      case "broker-wrong":
        this.#troubles.set(side, trouble("Wrong target", text))
        return
      case "broker-back":
        this.#troubles.delete(side)
        return
      default:
        return
    }
  }

  /** Another run of the watch, which finds out for itself. */
  clear(): void {
    this.#troubles.clear()
  }
}

function trouble(headline: string, text: string): Condition {
  return { headline, detail: text.replace(/\.$/, ""), tone: "warn" }
}
