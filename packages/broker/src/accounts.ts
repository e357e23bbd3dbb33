import type { ClientIdentity, WorkerIdentity } from "@zmqscope/protocol"

/** A client and its counts, from its joining to its leaving. */
export interface ClientAccount extends ClientIdentity {
  readonly routingId: Buffer
  /** Whether it has left. */
  isGone: boolean
  sent: number
  returned: number
  /** Requests of its that ended without a reply returned. */
  undelivered: number
}

/** A worker and its counts, from the end of its handshake to the end of its connection. */
export interface WorkerAccount extends WorkerIdentity {
  /** Requests seen on their way to it that it has not replied to. */
  outstanding: number
  served: number
  /** Requests handed to it, or seen at it, that it has not replied to. */
  load: number
  /** Position of the last handing to it in the order of all; 0 before the first. */
  lastHanded: number
  /** Nothing more is dealt to it. */
  isDraining: boolean
}

/** Where a live envelope stands. `replied`: the reply was seen on the leg, not yet at the DEALER. */
type EnvelopeState = "waiting" | "unseen" | "at-worker" | "replied" | "ended"

/** A request between its arrival and its end. The ledger alone changes it. */
export interface LiveEnvelope {
  readonly number: number
  readonly client: ClientAccount
  /** `[routing id, (request id,) empty, body...]`, as the ROUTER gave it. */
  readonly frames: readonly Buffer[]
  /** Bytes of all of them. */
  readonly frameBytes: number
  readonly bodyBytes: number
  readonly receivedAt: number
  state: EnvelopeState
  attempt: number
  /** Whose it is: the one it was seen at, or handed to when the broker chose. */
  worker: WorkerAccount | undefined
  /** Position in the order of handing to DEALERs. */
  handedSequence: number
}
