import {
  type Cause,
  EMPTY_TOTALS,
  type Kind,
  NO_CLIENT,
  NO_WORKER,
  NumberTable,
  type Totals,
} from "@zmqscope/protocol"
import type { ClientAccount, LiveEnvelope, WorkerAccount } from "./accounts.js"

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
    cause: Cause | null,
  ): void
}

/**
 * What is known of every live envelope, and the only place that moves it (design, section 3). Every
 * step ends by writing one record: a checkpoint may be taken within it. It knows no frames and no
 * sockets: callers say what they saw. Each step answers whether it was one that the envelope could take.
 */
export class Chronicle<E extends LiveEnvelope> {
  readonly totals: { -readonly [T in keyof Totals]: Totals[T] } = { ...EMPTY_TOTALS }
  /** Handed to a DEALER and not yet seen on a leg. */
  unseen = 0
  stale = 0
  requeued = 0
  readonly #sink: RecordSink
  readonly #now: () => number
  readonly #live = new NumberTable<E>(LIVE_SPAN)
  #handed = 0

  /** @param now microseconds on the clock of the records */
  constructor(sink: RecordSink, now: () => number) {
    this.#sink = sink
    this.#now = now
  }

  /** Position of the newest handing; 0 before the first. */
  get handedSequence(): number {
    return this.#handed
  }

  /** Envelopes that have not ended. */
  get live(): number {
    return this.#live.size
  }

  find(number: number): E | undefined {
    return this.#live.get(number)
  }

  receive(envelope: E): void {
    this.#live.add(envelope.number, envelope)
    this.totals.received += 1
    this.totals.waiting += 1
    envelope.client.sent += 1
    this.#write("received", envelope, envelope.bodyBytes)
  }

  /** A message that is no request. */
  reject(client: ClientAccount, bytes: number): void {
    this.totals.received += 1
    this.totals.rejected += 1
    this.#sink.record("rejected", this.#now(), 0, client.index, NO_WORKER, bytes, 0, null)
  }

  /** A DEALER took it, and nobody knows yet for which worker. */
  hand(envelope: E): void {
    this.#leaveWaiting(envelope)
    envelope.state = "unseen"
    this.unseen += 1
    this.#write("handed", envelope, envelope.bodyBytes)
  }

  /** It goes to a worker: out of waiting where the broker deals, seen on its way where libzmq does. */
  deal(envelope: E, worker: WorkerAccount): boolean {
    if (envelope.state === "waiting") this.#leaveWaiting(envelope)
    else if (envelope.state === "unseen") this.unseen -= 1
    else return false
    envelope.worker = worker
    envelope.state = "at-worker"
    worker.load += 1
    worker.outstanding += 1
    worker.lastHanded = envelope.handedSequence
    this.#write("dealt", envelope, envelope.bodyBytes)
    return true
  }

  /** It is at a worker that has come back by another connection, under its index. */
  inherit(envelope: E, worker: WorkerAccount): void {
    this.#leaveWorker(envelope)
    envelope.worker = worker
    worker.load += 1
    worker.outstanding += 1
  }

  /** Its reply was seen, whole, coming from a worker. */
  reply(envelope: E, worker: WorkerAccount, bodyBytes: number): boolean {
    if (envelope.state !== "at-worker" || envelope.worker !== worker) return false
    envelope.state = "replied"
    worker.outstanding -= 1
    worker.load -= 1
    worker.served += 1
    this.#write("replied", envelope, bodyBytes)
    return true
  }

  return(envelope: E, bodyBytes: number): void {
    envelope.client.returned += 1
    this.#end(envelope, "returned", bodyBytes)
  }

  /** The client is gone, or does not read. */
  undeliverable(envelope: E, bodyBytes: number): void {
    envelope.client.undelivered += 1
    const cause = envelope.client.isGone ? "client-left" : "client-full"
    this.#end(envelope, "undeliverable", bodyBytes, cause)
  }

  /** @param cause by default why its worker went */
  lose(envelope: E, cause: Cause = endOfWorker(envelope)): void {
    envelope.client.undelivered += 1
    this.#end(envelope, "lost", envelope.bodyBytes, cause)
  }

  /** It goes back to waiting, its worker gone. The caller puts it at the head. */
  requeue(envelope: E): void {
    envelope.attempt += 1
    this.requeued += 1
    this.totals.inFlight -= 1
    this.totals.waiting += 1
    this.#leaveWorker(envelope)
    envelope.state = "waiting"
    this.#write("requeued", envelope, envelope.bodyBytes, endOfWorker(envelope))
    envelope.worker = undefined
  }

  /** Its client left while it waited. The caller takes it out of waiting. */
  expire(envelope: E): void {
    this.#endWaiting(envelope)
    this.totals.expired += 1
    this.#write("expired", envelope, envelope.bodyBytes, "client-left")
  }

  /** It has waited for too long under overload. The caller takes it out of waiting. */
  shed(envelope: E): void {
    this.#endWaiting(envelope)
    this.totals.shed += 1
    this.#write("shed", envelope, envelope.bodyBytes)
  }

  /** A reply that belongs to no live envelope; `worker` where it is known whose. */
  dropStale(bytes: number, worker?: WorkerAccount): void {
    this.stale += 1
    const from = worker?.index ?? NO_WORKER
    this.#sink.record("stale", this.#now(), 0, NO_CLIENT, from, bytes, 0, null)
  }

  /**
   * Live envelopes by what is known of them. It looks through all, for what happens a few times a
   * second at most: lists of their own would have to be kept at every step of every envelope.
   */
  select(matches: (envelope: E) => boolean): E[] {
    return Array.from(this.#live).filter(matches)
  }

  #leaveWaiting(envelope: E): void {
    this.#handed += 1
    envelope.handedSequence = this.#handed
    this.totals.waiting -= 1
    this.totals.inFlight += 1
  }

  #end(
    envelope: E,
    outcome: "returned" | "undeliverable" | "lost",
    bodyBytes: number,
    cause: Cause | null = null,
  ): void {
    this.#live.delete(envelope.number)
    this.totals.inFlight -= 1
    this.totals[outcome] += 1
    this.#leaveWorker(envelope)
    envelope.state = "ended"
    this.#write(outcome, envelope, bodyBytes, cause)
  }

  #endWaiting(envelope: E): void {
    envelope.client.undelivered += 1
    this.#live.delete(envelope.number)
    envelope.state = "ended"
    this.totals.waiting -= 1
  }

  #leaveWorker({ state, worker }: E): void {
    if (state === "unseen") this.unseen -= 1
    if (state !== "at-worker" || worker === undefined) return
    worker.outstanding -= 1
    worker.load -= 1
  }

  #write(
    kind: Kind,
    { number, client, worker, attempt }: E,
    bodyBytes: number,
    cause: Cause | null = null,
  ): void {
    const to = worker?.index ?? NO_WORKER
    this.#sink.record(kind, this.#now(), number, client.index, to, bodyBytes, attempt, cause)
  }
}

/** Of one that was in a DEALER still, it is not seen whose pipe it was in. */
function endOfWorker({ worker }: LiveEnvelope): Cause {
  return worker?.endsBy ?? "left"
}
