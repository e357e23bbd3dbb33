import type { BrokerPatch, BrokerSettings, KeptFrames } from "@zmqscope/protocol"

/** What the server asks of the broker's process. A refusal is a CallError with the code named here. */
export type BrokerCalls = {
  /** Changes any of the settings; answers with all of them. */
  configure: { params: BrokerPatch; result: BrokerSettings }
  /** Cuts a worker's connection at once; `unknown-worker`. */
  disconnectWorker: { params: { index: number }; result: null }
  /**
   * Deals nothing more to a worker; answers once it has replied to all it had, or has left.
   * `unknown-worker`, `cannot-drain`.
   */
  drainWorker: { params: { index: number }; result: null }
  /** The kept first bytes of an envelope's frames; null when they are no longer kept. */
  frames: { params: { envelope: number }; result: KeptFrames | null }
  /** Stops accepting, deals and returns what is left until the deadline, closes everything, exits. */
  shutdown: { params: { deadlineMs: number }; result: null }
}

/** What the broker's process says outside of calls: that it cannot start. It exits after it. */
export interface BrokerFailure {
  readonly type: "failed"
  /** The system's error code, `EADDRINUSE` for one. */
  readonly code: string
  /** The endpoint that could not be bound. */
  readonly endpoint: string
  readonly message: string
}
