import type { BrokerOptions } from "@zmqscope/broker"

/** One broker that is to be watched: zmqscope's own, or one that runs already. */
export interface ScopeOptions extends Omit<BrokerOptions, "simulatorToken" | "workerNames"> {
  /** How it is called in URLs: `[a-z0-9][a-z0-9-]*`. */
  readonly name: string
  /** Whether it is one of a scene or a race, that comes and goes with them. */
  readonly isInside?: boolean
  /** Whether no simulated peers are there at the start. */
  readonly empty: boolean
  /** The directory that its log of events is kept in; in memory alone without one. */
  readonly data?: string
}
