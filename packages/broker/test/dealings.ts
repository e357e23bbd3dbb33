import type { Dealing } from "@zmqscope/protocol"

/** The broker's own strategies. */
export const OWN_DEALINGS = [
  "round-robin",
  "least-outstanding",
  "idle-first",
  "random",
  "two-choices",
] as const satisfies readonly Dealing[]

export const DEALINGS = ["dealer", ...OWN_DEALINGS] as const satisfies readonly Dealing[]
