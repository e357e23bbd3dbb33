import type { BrokerSettings, Engine } from "@zmqscope/protocol"
import type { IndexedName } from "./roll.js"

/** How a broker is started. */
export interface BrokerOptions {
  /** Interface that both ports bind, `127.0.0.1` or `0.0.0.0` for two. */
  readonly host: string
  /** Port of the ROUTER; 0 takes a free one. */
  readonly frontendPort: number
  /** Port that workers connect to; 0 takes a free one. */
  readonly backendPort: number
  readonly settings: BrokerSettings
  /** Seeds the strategies that draw at random. */
  readonly seed: number
  readonly limits: BrokerLimits
  /** Names of an earlier run's workers: who comes back gets its index again. */
  readonly workerNames?: readonly IndexedName[]
  /** What carries the messages. */
  readonly engine?: Engine
  /**
   * What zmqscope's own simulator announces on each of its sockets as the property
   * `X-Zmqscope-Token`, and nobody else knows: whoever announces it is told of as `simulated`.
   */
  readonly simulatorToken?: string
}

/** Every bound of the broker. */
export interface BrokerLimits {
  /** Requests that may wait; past it the ROUTER is not read and clients are held back. */
  readonly waitingCount: number
  /** Bytes of all frames of requests that wait or are in flight, likewise. */
  readonly requestBytes: number
  /** The largest frame, bytes; the peer that sends a larger one is cut (ZMQ_MAXMSGSIZE). */
  readonly messageBytes: number
  /** Connections that the backend port takes at once. */
  readonly workers: number
  /** Bytes that the tap holds for a reader that stalls. */
  readonly tapBytes: number
  /** Envelopes whose first frame bytes are kept for inspection. */
  readonly keptEnvelopes: number
  /** Bytes kept for them in all. */
  readonly keptBytes: number
}

export const DEFAULT_SETTINGS: BrokerSettings = {
  paused: false,
  dealing: "dealer",
  prefetch: 1,
  onWorkerLoss: "lose",
  dropAbandoned: false,
}

const MIB = 1024 * 1024

export const DEFAULT_LIMITS: BrokerLimits = {
  waitingCount: 10_000,
  requestBytes: 256 * MIB,
  messageBytes: 64 * MIB,
  workers: 256,
  tapBytes: 8 * MIB,
  keptEnvelopes: 50_000,
  keptBytes: 32 * MIB,
}
