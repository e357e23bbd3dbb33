import type { Cause, ClientIdentity, WorkerIdentity } from "@zmqscope/protocol"
import type { Message } from "@zmqscope/zmtp"

/** A peer's connection, as far as it is known when something came of it last. */
export interface Heard {
  /** Microseconds on the clock of the records. */
  readonly lastHeardAt: number
  /** Whether it is not read now, where only its connection tells: the broker behind it takes nothing. */
  readonly isHeldBack?: boolean
}

/** A client and its counts, from its joining to its leaving. */
export interface ClientAccount extends ClientIdentity {
  readonly routingId: Buffer
  /** The routing id as the first frame of a message to a worker. */
  readonly routingFrame: Buffer
  /** Undefined where the engine does not see what it sends before a message is whole. */
  readonly heard?: Heard
  /** Whether it has left. */
  isGone: boolean
  sent: number
  returned: number
  /** Requests of its that ended without a reply returned. */
  undelivered: number
  /** Requests of its that wait for the dealing. */
  waiting: number
  /** Whether nothing is read from it, for want of room; undefined where libzmq reads. */
  heldBack: boolean | undefined
}

/** A worker and its counts, from the end of its handshake to the end of its connection. */
export interface WorkerAccount extends WorkerIdentity {
  readonly heard: Heard
  /** Requests dealt to it that it has not replied to. */
  outstanding: number
  served: number
  /** Requests handed to it, or seen at it, that it has not replied to. */
  load: number
  /** Position of the last handing to it in the order of all; 0 before the first. */
  lastHanded: number
  /** Nothing more is dealt to it. */
  isDraining: boolean
  /** Why its connection ends, or would if it did now: set before it is cut from here. */
  endsBy: Cause
  /** Its share of the requests, where they are dealt by weight. */
  readonly weight: number
}

/** Where a live envelope stands. `replied`: the reply was seen, and is not on its way to the client yet. */
type LiveState = "waiting" | "unseen" | "at-worker" | "replied" | "ended"

/** What is known of a request between its arrival and its end. The chronicle alone changes it. */
export interface LiveEnvelope {
  readonly number: number
  readonly client: ClientAccount
  readonly bodyBytes: number
  state: LiveState
  attempt: number
  /** Whose it is: the one it was dealt to, seen at, or handed to when the broker chose. */
  worker: WorkerAccount | undefined
  /** Position in the order of handing. */
  handedSequence: number
}

/** A request with what the broker must hold to deal it, and to deal it again. */
export interface HeldRequest extends LiveEnvelope {
  /** `[(request id,) empty, body...]`, as the client sent it. */
  readonly message: Message
  /** What it costs to hold. */
  readonly heldBytes: number
  /** When it was received, or put back, microseconds on the clock of the records. */
  waitingSince: number
}
