import type { Totals } from "@zmqscope/protocol"

export interface Term {
  readonly field: Exclude<keyof Totals, "received">
  readonly label: string
  readonly meaning: string
  /** Written in the short equation even while it is 0. */
  readonly always: boolean
}

function term(field: Term["field"], meaning: string, always = false, label: string = field): Term {
  return { field, label, meaning, always }
}

const IN_FLIGHT = "Handed to the DEALER or at a worker, its reply not yet returned."
const REJECTED = "No request at all: without the empty frame that REQ puts before the body."

/** Where a received request can be: together these make up everything received, always. */
export const TERMS: readonly Term[] = [
  term("returned", "The reply left the ROUTER to its client.", true),
  term("waiting", "In the broker, not yet handed to the DEALER."),
  term("inFlight", IN_FLIGHT, true, "in flight"),
  term("lost", "It went with its worker.", true),
  term("undeliverable", "Replied to, but its client was gone or did not read."),
  term("rejected", REJECTED),
  term("expired", "Its client left before it was dealt."),
  term("shed", "It had waited for too long under overload, and got no reply."),
]
