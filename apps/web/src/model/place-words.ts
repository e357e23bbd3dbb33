import type { EnvelopeState } from "@zmqscope/protocol"

/** What a place is called, or how it ended, wherever it is told of. */
export const PLACE_WORDS: Readonly<Record<EnvelopeState, string>> = {
  waiting: "waiting",
  unseen: "in the DEALER",
  "at-worker": "at its worker",
  replied: "replied",
  returned: "returned",
  undeliverable: "undeliverable",
  lost: "lost",
  expired: "expired",
}
