import type { BodyFindings, BrokerPatch, BrokerSettings, KeptFrames } from "@zmqscope/protocol"
import type { BodyQuery } from "./body-search.js"
import type { BrokerOptions } from "./options.js"
import type { LastHeard } from "./report.js"

/** What the server asks of the broker's process. A refusal is a CallError with the code named here. */
export type BrokerCalls = {
  /** The first call, and once. Answers with why it cannot, or null: the hello is on the pipe then. */
  start: { params: BrokerOptions; result: BrokerFailure | null }
  /** Changes any of the settings; answers with all of them. */
  configure: { params: BrokerPatch; result: BrokerSettings }
  /** Cuts a worker's connection at once; `unknown-worker`. */
  disconnectWorker: { params: { index: number }; result: null }
  /** Likewise a client's; `unknown-peer`, or `not-supported` where nobody but libzmq has hold of it. */
  disconnectClient: { params: { index: number }; result: null }
  /**
   * Deals nothing more to a worker; answers with true once it has replied to all it had, with false
   * when it has left. `unknown-worker`, `cannot-drain`.
   */
  drainWorker: { params: { index: number }; result: boolean }
  /** When something came last of each live peer of one side, or of one of them. */
  lastHeard: { params: { kind: "client" | "worker"; index?: number }; result: LastHeard[] }
  /** What is kept of an envelope's frames; null when nothing is any more. */
  frames: { params: { envelope: number }; result: KeptFrames | null }
  /** Envelopes with a text in their bodies. */
  searchBodies: { params: BodyQuery; result: BodyFindings }
  /** Stops accepting, deals and returns what is left until the deadline, and closes everything. */
  shutdown: { params: { deadlineMs: number }; result: null }
}

/** Why a broker could not start. */
export interface BrokerFailure {
  /** The system's error code, `EADDRINUSE` for one; empty where there is none. */
  readonly code: string
  /** The endpoint that could not be bound, as `tcp://host:port`; empty when it was something else. */
  readonly endpoint: string
  readonly message: string
}
