import type { Cause } from "@zmqscope/protocol"
import type { ClientAccount, WorkerAccount } from "../accounts.js"
import type { Chronicle } from "../chronicle.js"
import type { ClientNewcomer, Clients } from "../clients.js"
import type { Crew, Newcomer } from "../crew.js"
import type { KeptFrames } from "../kept-frames.js"
import { type Correlator, contentFrom, isGivenUp, type OpenRequest } from "./correlator.js"
import type { Mailbox } from "./mailboxes.js"
import type { Sighting } from "./sighting.js"

/** How long, in ticks of a tenth of a second, something is waited for that may still come. */
export interface Patience {
  /** That the broker deals again what a worker had that has gone: it is lost then. */
  readonly requeueTicks: number
  /** That a request gets to a worker whose client has gone, or given it up: it is expired then; or that a reply comes which a later one has overtaken. */
  readonly abandonedTicks: number
}

/** Majordomo's broker takes 2.5 s to notice that a worker has gone; 10 s and 60 s. */
export const PATIENCE: Patience = { requeueTicks: 100, abandonedTicks: 600 }

/** Requests that may be open at once; what comes beyond is counted as rejected, and not followed. */
const MAX_OPEN = 200_000

/** Workers that work on one request at a time, and reply in the order in which they got them. */
const ORDERLY: ReadonlySet<string> = new Set(["REP", "REQ"])

export interface ObserverParts {
  readonly chronicle: Chronicle<OpenRequest>
  readonly correlator: Correlator
  readonly clients: Clients
  readonly crew: Crew
  readonly kept: KeptFrames
  readonly nextNumber: () => number
}

/** What became of the requests that were open when the broker went. */
export interface Toll {
  readonly lost: number
  /** Waited for. */
  readonly atWorkers: number
}

/** A client, and where its requests are. */
export interface ObservedClient {
  readonly account: ClientAccount
  readonly mailbox: Mailbox
}

interface Later<T> {
  readonly atTick: number
  readonly what: T
}

/** Tells the chronicle what the relays saw pass, and what follows from who came and went. */
export class Observer {
  readonly #parts: ObserverParts
  readonly #patience: Patience
  /** Requests whose worker has gone, and those whose client has, or has given them up, or got a later reply; oldest first. */
  readonly #orphans: Later<OpenRequest>[] = []
  readonly #abandoned: Later<OpenRequest>[] = []
  #ticks = 0

  constructor(parts: ObserverParts, patience: Patience) {
    this.#parts = parts
    this.#patience = patience
  }

  /** Requests that have not ended. */
  get open(): number {
    return this.#parts.chronicle.live
  }

  clientJoined(newcomer: ClientNewcomer): ObservedClient {
    const { clients, correlator } = this.#parts
    return { account: clients.join(newcomer), mailbox: correlator.join(newcomer.routingId) }
  }

  /** What the broker has of it still gets to a worker, most likely; its replies to nobody. */
  clientLeft({ account, mailbox }: ObservedClient): void {
    const { clients, correlator } = this.#parts
    correlator.leave(mailbox)
    if (mailbox.connections === 0) {
      for (const request of mailbox.replied.slice()) this.#undeliverable(request)
      for (const request of mailbox.waiting) this.#abandon(request)
    }
    clients.leave(account)
  }

  workerJoined(newcomer: Newcomer): WorkerAccount {
    this.#settleNamesake(newcomer.name)
    const worker = this.#parts.crew.join(newcomer)
    for (const { what: request } of this.#orphans) {
      if (request.hasOutlivedBroker && request.worker?.index === worker.index)
        this.#parts.chronicle.inherit(request, worker)
    }
    return worker
  }

  workerLeft(worker: WorkerAccount): void {
    const { chronicle, crew } = this.#parts
    const atTick = this.#ticks + this.#patience.requeueTicks
    if (worker.outstanding > 0) {
      const had = chronicle.select((one) => one.worker === worker && one.state === "at-worker")
      for (const what of had) this.#orphans.push({ atTick, what })
    }
    crew.leave(worker)
  }

  /** A message passes from a client to the broker, or to where it was. */
  request(
    { account: client, mailbox }: ObservedClient,
    seen: Sighting,
    isBrokerGone = false,
  ): void {
    const { chronicle, correlator, kept, nextNumber } = this.#parts
    if (chronicle.live >= MAX_OPEN) {
      chronicle.reject(client, seen.bodyBytes)
      return
    }
    const request: OpenRequest = {
      number: nextNumber(),
      client,
      mailbox,
      content: contentFrom(seen, 0),
      bodyBytes: seen.bodyBytes,
      state: "waiting",
      attempt: 0,
      worker: undefined,
      handedSequence: 0,
      reply: undefined,
      isOvertaken: false,
      hasOutlivedBroker: false,
    }
    kept.keepRequest(request.number, client.routingId, seen)
    const before = mailbox.newest
    correlator.add(request)
    if (before !== undefined && isGivenUp(before)) this.#abandon(before)
    chronicle.receive(request)
    if (isBrokerGone) this.#lose(request, "broker-ended")
  }

  /** A message passes from the broker to a worker; answers whose request it is if the worker drops it. */
  toWorker(worker: WorkerAccount, seen: Sighting): ClientAccount | undefined {
    const { chronicle, correlator } = this.#parts
    const passing = correlator.toWorker(seen)
    if (passing === undefined) return undefined
    const { request, isAgain } = passing
    if (isAgain) chronicle.requeue(request)
    chronicle.deal(request, worker)
    request.hasOutlivedBroker = false
    if (worker.socketType !== "REP" || seen.isReadable(seen.delimiter)) return undefined
    this.#lose(request, "undelimited")
    return request.client
  }

  /** A message passes from a worker to the broker, or to where it was. */
  fromWorker(worker: WorkerAccount, seen: Sighting, isBrokerGone = false): void {
    const { chronicle, correlator } = this.#parts
    const request = correlator.fromWorker(seen, worker, ORDERLY.has(worker.socketType))
    if (request === undefined) return
    if (request === "stray") {
      chronicle.dropStale(seen.bodyBytes, worker)
      return
    }
    chronicle.reply(request, request.worker ?? worker, seen.bodyBytes)
    if (isBrokerGone) this.#lose(request, "broker-ended")
    else if (request.mailbox.connections === 0) this.#undeliverable(request, seen.bodyBytes)
  }

  /**
   * A message passes from the broker to a client, or to where one was; answers who replied when the
   * client, a REQ, drops it.
   */
  toClient(
    { account, mailbox }: ObservedClient,
    seen: Sighting,
    isGone: boolean,
  ): WorkerAccount | undefined {
    const { chronicle, correlator, kept } = this.#parts
    const request = correlator.toClient(mailbox, seen, (earlier) => this.#abandon(earlier))
    if (request === undefined) {
      chronicle.dropStale(seen.bodyBytes)
      return undefined
    }
    kept.keepReply(request.number, seen, account.routingId)
    // It was at no worker that we saw: the broker answered it itself, or took its name off.
    if (request.state === "waiting") chronicle.hand(request)
    if (isGone) chronicle.undeliverable(request, seen.bodyBytes)
    else if (isUnreadable(request, account, seen)) {
      chronicle.lose(request, "unreadable")
      return request.worker
    } else chronicle.return(request, seen.bodyBytes)
    return undefined
  }

  /**
   * The broker has gone, and with it what it had; what was at workers is waited for, since theirs is
   * the reply to whichever broker comes after.
   */
  brokerGone(): Toll {
    const atTick = this.#ticks + this.#patience.requeueTicks
    const open = this.#parts.chronicle.select(() => true)
    const atWorkers = open.filter(({ state }) => state === "at-worker")
    for (const what of atWorkers) {
      what.hasOutlivedBroker = true
      this.#orphans.push({ atTick, what })
    }
    const lost = open.filter(({ state }) => state !== "at-worker")
    for (const request of lost) this.#lose(request, "broker-ended")
    return { lost: lost.length, atWorkers: atWorkers.length }
  }

  /** Ten times a second. */
  tick(): void {
    this.#ticks += 1
    const { chronicle, correlator } = this.#parts
    for (const request of this.#due(this.#orphans)) {
      // Otherwise it was dealt again meanwhile, or its reply came all the same.
      if (request.hasOutlivedBroker && request.state === "at-worker") this.#giveUp(request)
      else if (this.#isOrphan(request) || request.state === "waiting") this.#lose(request)
    }
    for (const request of this.#due(this.#abandoned)) {
      const isAwaited = request.mailbox.connections > 0 && !request.isOvertaken
      if (isAwaited && !isGivenUp(request)) continue
      // The broker answered, and let go of the reply.
      if (request.state === "replied") this.#undeliverable(request)
      else if (request.state === "waiting") {
        correlator.forget(request)
        chronicle.expire(request)
      }
    }
  }

  #abandon(what: OpenRequest): void {
    if (what.state === "ended") return
    this.#abandoned.push({ atTick: this.#ticks + this.#patience.abandonedTicks, what })
  }

  #isOrphan({ state, worker }: OpenRequest): boolean {
    if (state !== "at-worker" || worker === undefined) return false
    return this.#parts.crew.workers.get(worker.index) !== worker
  }

  /** One of the same name has the same index: what the earlier one took along must not seem to be at it. */
  #settleNamesake(name: string): void {
    for (const { what: request } of this.#orphans) {
      if (request.worker?.name !== name || !this.#isOrphan(request)) continue
      if (request.hasOutlivedBroker) continue
      this.#parts.correlator.requeue(request)
      this.#parts.chronicle.requeue(request)
    }
  }

  #due<T>(queue: Later<T>[]): T[] {
    const place = queue.findIndex(({ atTick }) => atTick > this.#ticks)
    return queue.splice(0, place < 0 ? queue.length : place).map(({ what }) => what)
  }

  #undeliverable(request: OpenRequest, bodyBytes = 0): void {
    this.#parts.correlator.forget(request)
    this.#parts.chronicle.undeliverable(request, bodyBytes)
  }

  /** The worker has not replied to it; or it has, and of which request the reply came to nobody is not known. */
  #giveUp(request: OpenRequest): void {
    const { mailbox } = request
    if (mailbox.unpaired === 0) this.#lose(request, "broker-ended")
    else {
      mailbox.unpaired -= 1
      this.#undeliverable(request)
    }
  }

  #lose(request: OpenRequest, cause?: Cause): void {
    const { chronicle, correlator } = this.#parts
    correlator.forget(request)
    if (request.state === "waiting") chronicle.hand(request)
    chronicle.lose(request, cause)
  }
}

/** A REQ reads what begins as its request did, by its request id and the empty frame; all else it drops. */
function isUnreadable({ content }: OpenRequest, client: ClientAccount, seen: Sighting): boolean {
  return client.socketType === "REQ" && !seen.isReadable(content.idFrames)
}
