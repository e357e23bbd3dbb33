import { assertUnreachable, type EnvelopeState } from "@zmqscope/protocol"

/** The word for a state, and its colour. */
export function describeState(state: EnvelopeState): {
  readonly text: string
  readonly tone: string
} {
  switch (state) {
    case "waiting":
      return { text: "waiting", tone: "text-ink2" }
    case "unseen":
      return { text: "in the DEALER", tone: "text-ink2" }
    case "at-worker":
      return { text: "at its worker", tone: "text-ink2" }
    case "replied":
      return { text: "replied", tone: "text-ink2" }
    case "returned":
      return { text: "returned", tone: "text-ink2" }
    case "undeliverable":
      return { text: "undeliverable", tone: "text-warn" }
    case "lost":
      return { text: "✕ lost", tone: "text-bad" }
    case "expired":
      return { text: "expired", tone: "text-warn" }
    default:
      return assertUnreachable(state)
  }
}
