import { assertUnreachable, type Cause, type EnvelopeState } from "@zmqscope/protocol"

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
  shed: "shed",
}

/** Why it ended so, in a word or two. */
export const CAUSE_WORDS: Readonly<Record<Cause, string>> = {
  left: "worker left",
  disconnected: "disconnected",
  silent: "worker silent",
  stalled: "worker stalled",
  "too-large": "too large",
  malformed: "malformed",
  switched: "switched",
  unreadable: "unreadable",
  "client-left": "client left",
  "client-full": "not read",
  "broker-ended": "broker ended",
  undelimited: "no empty frame",
}

/** The same in a sentence about those whom it was with. */
export function describeCause(cause: Cause, client: string, worker: string): string {
  switch (cause) {
    case "left":
      return `the connection of ${worker} ended: it left, crashed or was killed`
    case "disconnected":
      return `${worker} was disconnected from here`
    case "silent":
      return `${worker} gave no sign of life, and was cut`
    case "stalled":
      return `${worker} took nothing of what was sent to it, and was cut`
    case "too-large":
      return `${worker} sent more than a bound allows, and was cut`
    case "malformed":
      return `${worker} broke the protocol, and was cut`
    case "switched":
      return "all workers connected anew for another way of dealing, and it was not done by then"
    case "unreadable":
      return `what ${worker} replied is nothing that ${client} could read`
    case "client-left":
      return `${client} had gone`
    case "client-full":
      return `${client} did not read its replies`
    case "broker-ended":
      return "the broker's process ended"
    case "undelimited":
      return `${client} sent no empty frame before the body, and ${worker}, a REP, drops that`
    default:
      return assertUnreachable(cause)
  }
}
