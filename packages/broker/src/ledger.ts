import {
  EMPTY_TOTALS,
  type Kind,
  NO_CLIENT,
  NO_WORKER,
  NumberTable,
  type Totals,
} from "@zmqscope/protocol"
import type { ClientAccount, LiveEnvelope, WorkerAccount } from "./accounts.js"
import type { Room } from "./room.js"

/** More than are live at most times. */
const LIVE_SPAN = 16_384

export interface RecordSink {
  record(
    kind: Kind,
    at: number,
    envelope: number,
    client: number,
    worker: number,
    sizeBytes: number,
    attempt: number,
  ): void
}

/**
 * The state of every live envelope, and the only place that moves it (design, section 3). Every
 * step ends by writing one record: a checkpoint may be taken within it. Needs no socket: callers
 * say what they saw.
 */
export class Ledger {
  readonly totals: { -readonly [T in keyof Totals]: Totals[T] } = { ...EMPTY_TOTALS }
  /** Handed to a DEALER and not yet seen on a leg. */
  unseen = 0
  stale = 0
  requeued = 0
  readonly #sink: RecordSink
  readonly #now: () => number
  readonly #room: Pick<Room, "take">
  readonly #live = new NumberTable<LiveEnvelope>(LIVE_SPAN)
  #handed = 0

  /** @param room is kept account of */
  constructor(sink: RecordSink, now: () => number, room: Pick<Room, "take">) {
    this.#sink = sink
    this.#now = now
    this.#room = room
  }

  /** Position of the newest handing; 0 before the first. */
  get handedSequence(): number {
    return this.#handed
  }

  find(number: number): LiveEnvelope | undefined {
    return this.#live.get(number)
  }

  receive(
    number: number,
    client: ClientAccount,
    frames: readonly Buffer[],
    bodyBytes: number,
  ): LiveEnvelope {
    const envelope: LiveEnvelope = {
      number,
      client,
      frames,
      frameBytes: sizeOf(frames),
      bodyBytes,
      receivedAt: this.#now(),
      state: "waiting",
      attempt: 0,
      worker: undefined,
      handedSequence: 0,
    }
    this.#live.add(number, envelope)
    this.totals.received += 1
    this.totals.waiting += 1
    client.sent += 1
    this.#room.take(1, envelope.frameBytes)
    this.#write("received", envelope, envelope.receivedAt)
    return envelope
  }

  reject(client: ClientAccount, bytes: number): void {
    this.totals.received += 1
    this.totals.rejected += 1
    this.#sink.record("rejected", this.#now(), 0, client.index, NO_WORKER, bytes, 0)
  }

  /** A DEALER took it; `worker` is given when the DEALER is that worker's own. */
  hand(envelope: LiveEnvelope, worker?: WorkerAccount): void {
    this.#handed += 1
    envelope.handedSequence = this.#handed
    envelope.state = "unseen"
    this.unseen += 1
    this.totals.waiting -= 1
    this.totals.inFlight += 1
    if (worker !== undefined) this.#assign(envelope, worker)
    this.#room.take(-1, 0)
    this.#write("handed", envelope)
  }

  /** It was seen on its way to a worker. */
  deal(envelope: LiveEnvelope, worker: WorkerAccount): void {
    if (envelope.state !== "unseen") return
    this.unseen -= 1
    if (envelope.worker === undefined) this.#assign(envelope, worker)
    envelope.state = "at-worker"
    worker.outstanding += 1
    this.#write("dealt", envelope)
  }

  /** Its reply was seen, whole, coming from a worker. */
  reply(envelope: LiveEnvelope, worker: WorkerAccount, bodyBytes: number): void {
    if (envelope.state !== "at-worker" || envelope.worker !== worker) return
    envelope.state = "replied"
    worker.outstanding -= 1
    worker.load -= 1
    worker.served += 1
    this.#write("replied", envelope, this.#now(), bodyBytes)
  }

  return(envelope: LiveEnvelope, bodyBytes: number): void {
    envelope.client.returned += 1
    this.#end(envelope, "returned", bodyBytes)
  }

  /** The client is gone, or does not read. */
  undeliverable(envelope: LiveEnvelope, bodyBytes: number): void {
    envelope.client.undelivered += 1
    this.#end(envelope, "undeliverable", bodyBytes)
  }

  lose(envelope: LiveEnvelope): void {
    envelope.client.undelivered += 1
    this.#end(envelope, "lost", envelope.bodyBytes)
  }

  /** It goes back to waiting, its worker gone. The caller puts it at the head. */
  requeue(envelope: LiveEnvelope): void {
    envelope.attempt += 1
    this.requeued += 1
    this.totals.inFlight -= 1
    this.totals.waiting += 1
    this.#leaveWorker(envelope)
    envelope.state = "waiting"
    this.#room.take(1, 0)
    this.#write("requeued", envelope)
    envelope.worker = undefined
  }

  /** Its client left while it waited. The caller takes it out of waiting. */
  expire(envelope: LiveEnvelope): void {
    envelope.client.undelivered += 1
    this.#live.delete(envelope.number)
    envelope.state = "ended"
    this.totals.waiting -= 1
    this.totals.expired += 1
    this.#room.take(-1, -envelope.frameBytes)
    this.#write("expired", envelope)
  }

  /** A reply that belongs to no live envelope. `worker` is not known: DEALER does not tell. */
  dropStale(bytes: number): void {
    this.stale += 1
    this.#sink.record("stale", this.#now(), 0, NO_CLIENT, NO_WORKER, bytes, 0)
  }

  // These two look through all that is live, a few times a second: lists of their own would have to be
  // kept at every step of every envelope.

  /** What is a worker's: handed to its own DEALER, at it, or replied and not yet returned. */
  envelopesOf(worker: WorkerAccount): LiveEnvelope[] {
    return Array.from(this.#live).filter((envelope) => envelope.worker === worker)
  }

  /** What was handed up to `horizon`, never seen, and is no worker's own. */
  unseenUpTo(horizon: number): LiveEnvelope[] {
    if (this.unseen === 0) return []
    return Array.from(this.#live).filter(
      ({ state, worker, handedSequence }) =>
        state === "unseen" && worker === undefined && handedSequence <= horizon,
    )
  }

  #end(
    envelope: LiveEnvelope,
    outcome: "returned" | "undeliverable" | "lost",
    bodyBytes: number,
  ): void {
    this.#live.delete(envelope.number)
    this.totals.inFlight -= 1
    this.totals[outcome] += 1
    this.#leaveWorker(envelope)
    envelope.state = "ended"
    this.#room.take(0, -envelope.frameBytes)
    this.#write(outcome, envelope, this.#now(), bodyBytes)
  }

  #assign(envelope: LiveEnvelope, worker: WorkerAccount): void {
    envelope.worker = worker
    worker.load += 1
    worker.lastHanded = envelope.handedSequence
  }

  #leaveWorker(envelope: LiveEnvelope): void {
    const { worker, state } = envelope
    if (state === "unseen") this.unseen -= 1
    if (worker === undefined) return
    if (state === "at-worker") worker.outstanding -= 1
    if (state !== "replied") worker.load -= 1
  }

  #write(
    kind: Kind,
    envelope: LiveEnvelope,
    at = this.#now(),
    bodyBytes = envelope.bodyBytes,
  ): void {
    const { number, client, worker, attempt } = envelope
    this.#sink.record(
      kind,
      at,
      number,
      client.index,
      worker?.index ?? NO_WORKER,
      bodyBytes,
      attempt,
    )
  }
}

/** Bytes of all frames: what stands before the delimiter takes room as a body does. */
function sizeOf(frames: readonly Buffer[]): number {
  let bytes = 0
  for (const frame of frames) bytes += frame.length
  return bytes
}
