import { assertUnreachable, type EnvelopeState } from "@zmqscope/protocol"
import { PLACE_WORDS } from "../../model/index.js"

export function describeState(state: EnvelopeState): {
  readonly text: string
  readonly tone: string
} {
  const text = PLACE_WORDS[state]
  switch (state) {
    case "waiting":
    case "unseen":
    case "at-worker":
    case "replied":
    case "returned":
      return { text, tone: "text-ink2" }
    case "undeliverable":
    case "expired":
    case "shed":
      return { text, tone: "text-warn" }
    case "lost":
      return { text: `✕ ${text}`, tone: "text-bad" }
    default:
      return assertUnreachable(state)
  }
}
