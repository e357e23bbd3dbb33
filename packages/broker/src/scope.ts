import type {
  BodyFindings,
  BrokerHello,
  BrokerPatch,
  BrokerSettings,
  KeptFrames,
} from "@zmqscope/protocol"
import type { BodyQuery } from "./body-search.js"
import type { LastHeard } from "./report.js"
import type { Tap } from "./tap.js"

/** A broker that is watched, ours or somebody else's, as its process serves it. */
export interface Scope {
  readonly tap: Tap
  readonly hello: BrokerHello
  /**
   * Changes settings; answers with all of them once they are in force. Throws CallError
   * `not-supported` where there are none to change.
   */
  configure(patch: BrokerPatch): Promise<BrokerSettings>
  /** Cuts a worker's connection at once. Throws CallError `unknown-worker`. */
  disconnectWorker(index: number): void
  /**
   * Likewise a client's. Throws CallError `unknown-peer`, or `not-supported` where nobody but libzmq
   * has hold of it.
   */
  disconnectClient(index: number): void
  /**
   * Deals nothing more to a worker; resolves with true once it has replied to all it had, with false
   * when it has left. Throws CallError `unknown-worker`, or `cannot-drain` where it cannot be told.
   */
  drainWorker(index: number): Promise<boolean>
  /** When something came last of the live peers of one side, or of one of them. */
  lastHeard(kind: "client" | "worker", index?: number): LastHeard[]
  /** What is kept of an envelope's frames, or null when nothing is any more. */
  frames(envelope: number): KeptFrames | null
  /** Envelopes with a text in their bodies. */
  searchBodies(query: BodyQuery): Promise<BodyFindings>
  /** Takes no new peers, lets finish what can until the deadline, and closes everything. */
  stop(deadlineMs: number): Promise<void>
}
