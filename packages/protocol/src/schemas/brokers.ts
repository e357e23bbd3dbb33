import { type Static, Type } from "typebox"
import { Count } from "./common.js"
import { Engine } from "./settings.js"

/** One thing that is so of the traffic. */
export const Condition = Type.Object({
  /** In a word or three. */
  headline: Type.String(),
  /** The figures that show it; empty where the headline says all. */
  detail: Type.String(),
  /** `good` only where something flows and nothing is wrong. */
  tone: Type.Enum(["good", "warn", "quiet"]),
})
export type Condition = Static<typeof Condition>

/** Where peers connect, or where a broker that is only watched listens. */
export const Endpoints = Type.Object({ frontend: Type.String(), backend: Type.String() })
export type Endpoints = Static<typeof Endpoints>

/** One of the server's brokers, in a row. */
export const BrokerSummary = Type.Object({
  name: Type.String(),
  engine: Engine,
  /** The ports of the broker that is only watched; left out where it is zmqscope's own. */
  target: Type.Optional(Endpoints),
  /** Where peers connect to zmqscope; empty before it listens. */
  endpoints: Endpoints,
  /** What is worst about its traffic, or that nothing is. */
  state: Condition,
  /** Replies returned in the last second. */
  rate: Type.Number(),
  /** Requests that wait. */
  depth: Count,
  /** Round trips of the last 10 s, microseconds; null without one. */
  p99Us: Type.Union([Type.Number(), Type.Null()]),
  /** Age of the oldest request that has not ended, microseconds; null without one. */
  oldestUs: Type.Union([Type.Number(), Type.Null()]),
  workers: Count,
  clients: Count,
  /** Replies returned in each of the last 60 whole seconds, the oldest first; null where nobody watched. */
  spark: Type.Array(Type.Union([Type.Number(), Type.Null()])),
})
export type BrokerSummary = Static<typeof BrokerSummary>

/** `GET /api/brokers`: the first is the one that paths without a name mean. */
export const Brokers = Type.Object({ brokers: Type.Array(BrokerSummary) })
export type Brokers = Static<typeof Brokers>
