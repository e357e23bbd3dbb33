import type { Totals } from "@zmqscope/protocol"

export interface Term {
  readonly field: Exclude<keyof Totals, "received">
  readonly label: string
  readonly meaning: string
  /** Written in the short equation even while it is 0. */
  readonly always: boolean
}

/** Where a received request can be: together these make up everything received, always. */
export const TERMS: readonly Term[] = [
  {
    field: "returned",
    label: "returned",
    meaning: "The reply left the ROUTER to its client.",
    always: true,
  },
  {
    field: "waiting",
    label: "waiting",
    meaning: "In the broker, not yet handed to the DEALER.",
    always: false,
  },
  {
    field: "inFlight",
    label: "in flight",
    meaning: "Handed to the DEALER or at a worker, its reply not yet returned.",
    always: true,
  },
  {
    field: "lost",
    label: "lost",
    meaning: "It went with its worker.",
    always: true,
  },
  {
    field: "undeliverable",
    label: "undeliverable",
    meaning: "Replied to, but its client was gone or did not read.",
    always: false,
  },
  {
    field: "rejected",
    label: "rejected",
    meaning: "No request at all: without the empty frame that REQ puts before the body.",
    always: false,
  },
  {
    field: "expired",
    label: "expired",
    meaning: "Its client left before it was dealt.",
    always: false,
  },
  {
    field: "shed",
    label: "shed",
    meaning: "It had waited for too long under overload, and got no reply.",
    always: false,
  },
]
