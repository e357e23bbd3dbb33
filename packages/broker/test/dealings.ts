import { DEALINGS as ALL, type Dealing } from "@zmqscope/protocol"

type OwnDealing = Exclude<Dealing, "dealer">

/** The broker's own strategies. */
export const OWN_DEALINGS = ALL.filter((dealing): dealing is OwnDealing => dealing !== "dealer")

/** One of each kind: what deals at once, in turn, by what is known, by lot, and by client. */
export const DEALINGS = [
  "dealer",
  "round-robin",
  "idle-first",
  "two-choices",
  "sticky",
] as const satisfies readonly Dealing[]
