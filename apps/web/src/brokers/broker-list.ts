import type { BrokerSummary } from "@zmqscope/protocol"
import { Polled, type PolledParts } from "../polled.js"

/** How often brokers are asked for: while somebody looks at them, and else, milliseconds. */
const LOOKED_AT_MS = 1000
const ELSE_MS = 5000

/** Every broker of the server; the first is the one that a URL without a name means. */
export type BrokerList = Polled<readonly BrokerSummary[]>

interface BrokerListParts extends Pick<PolledParts<readonly BrokerSummary[]>, "after"> {
  readonly load: () => Promise<readonly BrokerSummary[]>
  /** Whether somebody looks at all of them. */
  readonly isLookedAt: () => boolean
  /** Whether the server is known to be away: then it is asked only for who looks. */
  readonly isAway: () => boolean
}

export function brokerList({ load, isLookedAt, isAway, ...parts }: BrokerListParts): BrokerList {
  return new Polled({
    load: async (known) => (known !== null && isAway() && !isLookedAt() ? known : load()),
    everyMs: () => (isLookedAt() ? LOOKED_AT_MS : ELSE_MS),
    ...parts,
  })
}
