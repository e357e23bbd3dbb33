/** Where an envelope is, or how it ended, in the order of its way: those from `returned` on are ends. */
export const ENVELOPE_STATES = [
  "waiting",
  "unseen",
  "at-worker",
  "replied",
  "returned",
  "undeliverable",
  "lost",
  "expired",
  "shed",
] as const
