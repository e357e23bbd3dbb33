import type { BrokerSettings, Engine } from "@zmqscope/protocol"
import type { IndexedName } from "./roll.js"

/** How a broker is started. */
export interface BrokerOptions {
  /** What carries the messages (docs/decisions/0012); `zmtp` unless given, `attach` with a target alone. */
  readonly engine?: Engine
  /** A broker that runs already, to be watched. */
  readonly target?: Target
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
  /**
   * What zmqscope's own simulator announces on each of its sockets as the property
   * `X-Zmqscope-Token`, and nobody else knows: whoever announces it is told of as `simulated`.
   */
  readonly simulatorToken?: string
}

/** Where a broker that runs already has its two ports. */
export interface Target {
  readonly frontend: TargetAddress
  readonly backend: TargetAddress
}

export interface Address {
  /** A name or an address, IPv6 without brackets. */
  readonly host: string
  readonly port: number
}

export interface TargetAddress extends Address {
  /** By what it was given, for whoever is to give another: an option, a variable, a place in a file. */
  readonly givenBy?: string
}

/** Every bound of the broker. */
export interface BrokerLimits {
  /** Requests that may wait; past it nothing is read of whoever has one waiting, and TCP holds it back. */
  readonly waitingCount: number
  /** Requests of one client that may wait, likewise. */
  readonly waitingPerClient: number
  /** What all requests that wait or are in flight may cost to hold, bytes, likewise. */
  readonly requestBytes: number
  /** The largest frame, bytes; the peer that sends a larger one is cut. */
  readonly frameBytes: number
  /** The largest message, all frames with their headers, bytes, likewise. */
  readonly messageBytes: number
  /** Frames of one message, likewise. */
  readonly framesPerMessage: number
  /** Bytes held of all messages that have not come whole; past it the most part of their senders is not read. */
  readonly unfinishedBytes: number
  /** Bytes of replies that one client has not read; past it its next ones are undeliverable. */
  readonly unreadBytesPerClient: number
  /** The same of all clients; past it each has no more than UNREAD_WHEN_TIGHT_BYTES. */
  readonly unreadBytes: number
  /** Connections that the frontend port takes at once. */
  readonly clients: number
  /** Connections that the backend port takes at once. */
  readonly workers: number
  /** Bytes that the tap holds for a reader that stalls. */
  readonly tapBytes: number
  /** Envelopes whose first frame bytes are kept for inspection. */
  readonly keptEnvelopes: number
  /** Bytes kept for them in all. */
  readonly keptBytes: number
  /** Bytes kept of a message with frames longer than those first bytes; 0: no more than those. */
  readonly bodyBytes: number
  /** Bytes kept of such messages in all. */
  readonly bodiesBytes: number
}

export const DEFAULT_SETTINGS: BrokerSettings = {
  paused: false,
  dealing: "dealer",
  prefetch: 1,
  onWorkerLoss: "lose",
  dropAbandoned: false,
  shedding: { mode: "none" },
}

const MIB = 1024 * 1024

export const DEFAULT_LIMITS: BrokerLimits = {
  waitingCount: 10_000,
  waitingPerClient: 5_000,
  requestBytes: 256 * MIB,
  frameBytes: 64 * MIB,
  messageBytes: 128 * MIB,
  framesPerMessage: 16_384,
  unfinishedBytes: 256 * MIB,
  unreadBytesPerClient: 16 * MIB,
  unreadBytes: 256 * MIB,
  clients: 10_000,
  workers: 256,
  tapBytes: 8 * MIB,
  keptEnvelopes: 50_000,
  keptBytes: 32 * MIB,
  bodyBytes: 64 * 1024,
  bodiesBytes: 64 * MIB,
}
