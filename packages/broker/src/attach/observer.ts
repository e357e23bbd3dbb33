import type { Cause } from "@zmqscope/protocol"
import type { ClientAccount, WorkerAccount } from "../accounts.js"
import type { Chronicle } from "../chronicle.js"
import type { ClientNewcomer, Clients } from "../clients.js"
import type { Crew, Newcomer } from "../crew.js"
import type { KeptFrames } from "../kept-frames.js"
import { type Correlator, contentFrom, isGivenUp, type OpenRequest } from "./correlator.js"
import type { Mailbox } from "./mailboxes.js"
import type { Ending } from "./relay.js"
import type { Sighting } from "./sighting.js"

const TICK_MS = 100

/** How long, in ticks of a tenth of a second, something is waited for that may still come. */
export interface Patience {
  /** That the broker deals again what a worker had whose connection has ended, or that its reply comes all the same: it is lost then. */
  readonly requeueTicks: number
  /** That a request gets to a worker whose client has gone, or given it up: it is expired then; or that a reply comes which a later one has overtaken. */
  readonly abandonedTicks: number
  /** That a reply passes to a client that is not there: it may be back for the broker before it is for us. It is undeliverable then. */
  readonly absentTicks: number
}

/** Majordomo's broker takes 2.5 s to notice that a worker has gone; 10 s, 60 s and 1 s. */
export const PATIENCE: Patience = { requeueTicks: 100, abandonedTicks: 600, absentTicks: 10 }

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
  /** For so long. */
  readonly patienceMs: number
}

/** A client, and where its requests are. */
export interface ObservedClient {
  readonly account: ClientAccount
  readonly mailbox: Mailbox
}

interface Orphan {
  readonly lostAtTick: number
  readonly cause: Cause
}

interface Abandoned {
  readonly atTick: number
  readonly request: OpenRequest
}

interface Unclaimed extends Abandoned {
  /** Of the reply. */
  readonly bodyBytes: number
}

/** Tells the chronicle what the relays saw pass, and what follows from who came and went. */
export class Observer {
  readonly #parts: ObserverParts
  readonly #patience: Patience
  /** Requests at workers whose connection has ended, and when they are lost; the next first. */
  readonly #orphans = new Map<OpenRequest, Orphan>()
  /** Those whose client has gone, or has given them up, or got a later reply; oldest first. */
  readonly #abandoned: Abandoned[] = []
  /** Those with a reply that came when their client was not there, or that went before it passed; oldest first. */
  readonly #unclaimed: Unclaimed[] = []
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
      for (const request of mailbox.replied) this.#unclaim(request, 0)
      for (const request of mailbox.waiting) this.#abandon(request)
    }
    clients.leave(account)
  }

  /** One that comes back by its name has what it had, as far as anybody can tell. */
  workerJoined(newcomer: Newcomer): WorkerAccount {
    const worker = this.#parts.crew.join(newcomer)
    for (const request of this.#orphans.keys()) {
      if (request.worker?.index === worker.index) this.#parts.chronicle.inherit(request, worker)
    }
    return worker
  }

  /** @param first who ended its connection */
  workerLeft(worker: WorkerAccount, first: Ending): void {
    const { chronicle, crew } = this.#parts
    if (first === "here") worker.endsBy = "disconnected"
    if (worker.outstanding > 0) {
      const lostAtTick = this.#ticks + this.#patience.requeueTicks
      for (const request of chronicle.select((one) => isAt(worker, one))) {
        request.connection = first === "peer" ? "left" : "cut"
        // Behind all that are there: it may be its second time.
        this.#orphans.delete(request)
        this.#orphans.set(request, { lostAtTick, cause: worker.endsBy })
      }
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
      connection: "stands",
      isDoubtful: false,
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
    request.connection = "stands"
    this.#orphans.delete(request)
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
    this.#orphans.delete(request)
    chronicle.reply(request, request.worker ?? worker, seen.bodyBytes)
    if (isBrokerGone) this.#lose(request, "broker-ended")
    else if (request.mailbox.connections === 0) this.#unclaim(request, seen.bodyBytes)
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
    this.#orphans.delete(request)
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
    const open = this.#parts.chronicle.select(() => true)
    const atWorkers = open.filter(({ state }) => state === "at-worker")
    for (const request of atWorkers) {
      if (request.connection === "left") continue
      if (request.worker !== undefined) request.worker.endsBy = "broker-ended"
      const orphan = this.#orphans.get(request)
      if (orphan !== undefined) this.#orphans.set(request, { ...orphan, cause: "broker-ended" })
    }
    const lost = open.filter(({ state }) => state !== "at-worker")
    for (const request of lost) this.#lose(request, "broker-ended")
    const patienceMs = this.#patience.requeueTicks * TICK_MS
    return { lost: lost.length, atWorkers: atWorkers.length, patienceMs }
  }

  /** Ten times a second. */
  tick(): void {
    this.#ticks += 1
    const { chronicle, correlator } = this.#parts
    for (const [request, { lostAtTick, cause }] of this.#orphans) {
      if (lostAtTick > this.#ticks) break
      this.#lose(request, cause)
    }
    for (const { request, bodyBytes } of this.#due(this.#unclaimed)) {
      if (request.state === "replied") this.#undeliverable(request, bodyBytes)
    }
    for (const { request } of this.#due(this.#abandoned)) {
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

  #abandon(request: OpenRequest): void {
    if (request.state === "ended") return
    this.#abandoned.push({ atTick: this.#ticks + this.#patience.abandonedTicks, request })
  }

  #unclaim(request: OpenRequest, bodyBytes: number): void {
    const atTick = this.#ticks + this.#patience.absentTicks
    this.#unclaimed.push({ atTick, request, bodyBytes })
  }

  #due<T extends Abandoned>(queue: T[]): T[] {
    const place = queue.findIndex(({ atTick }) => atTick > this.#ticks)
    return queue.splice(0, place < 0 ? queue.length : place)
  }

  #undeliverable(request: OpenRequest, bodyBytes = 0): void {
    this.#parts.correlator.forget(request)
    this.#parts.chronicle.undeliverable(request, bodyBytes)
  }

  #lose(request: OpenRequest, cause?: Cause): void {
    const { chronicle, correlator } = this.#parts
    this.#orphans.delete(request)
    correlator.forget(request)
    if (request.state === "waiting") chronicle.hand(request)
    chronicle.lose(request, cause)
  }
}

function isAt(worker: WorkerAccount, request: OpenRequest): boolean {
  return request.worker === worker && request.state === "at-worker"
}

/** A REQ reads what begins as its request did, by its request id and the empty frame; all else it drops. */
function isUnreadable({ content }: OpenRequest, client: ClientAccount, seen: Sighting): boolean {
  return client.socketType === "REQ" && !seen.isReadable(content.idFrames)
}
