import type { Socket } from "node:net"
import { type BrokerSettings, CallError } from "@zmqscope/protocol"
import { type Fault, Message } from "@zmqscope/zmtp"
import type { HeldRequest, WorkerAccount } from "../accounts.js"
import type { Chronicle } from "../chronicle.js"
import type { Crew } from "../crew.js"
import type { Custody } from "../custody.js"
import type { Dealing } from "../dealing.js"
import { causeOf, type Notices } from "../notices.js"
import type { Numbering } from "../numbering.js"
import type { BrokerLimits } from "../options.js"
import { isReadable, type Returns } from "../returns.js"
import { workerName } from "../worker-name.js"
import { isSimulated } from "../zmtp/simulated.js"
import { DealerPort, PrivateEndpoints } from "./dealer-port.js"
import { Departures } from "./departures.js"
import { Horizon } from "./horizon.js"
import { type Arrival, WatchedLeg } from "./watched-leg.js"

/**
 * When a DEALER that took nothing is asked again. A worker's pipe stands a moment after its handshake;
 * one that is full has room when its worker has read. Later each time, up to the longest.
 */
const FIRST_RETRY_MS = 5
const LONGEST_RETRY_MS = 100

export interface LibzmqDealingParts {
  readonly crew: Crew
  readonly chronicle: Chronicle<HeldRequest>
  readonly custody: Custody
  readonly returns: Returns
  readonly numbering: Numbering
  readonly notices: Notices
  /** Somebody may be dealt to again. */
  readonly freed: () => void
  /** Microseconds on the clock of the records. */
  readonly now: () => number
}

export interface LibzmqDealingOptions {
  readonly limits: BrokerLimits
  readonly simulatorToken: string | undefined
}

/**
 * `dealer` by libzmq itself: every worker's connection is joined, by a leg that watches, to one
 * DEALER, which deals round-robin and blind. It never tells to whom, so each request carries its
 * number as a frame in front, which the leg reads as it passes and REP returns untouched.
 */
export class LibzmqDealing implements Dealing {
  readonly #parts: LibzmqDealingParts
  readonly #options: LibzmqDealingOptions
  readonly #endpoints: PrivateEndpoints
  readonly #port: DealerPort
  readonly #departures: Departures
  readonly #legs = new Map<WatchedLeg, Horizon>()
  readonly #legOf = new Map<WorkerAccount, WatchedLeg>()
  #retry: NodeJS.Timeout | undefined
  #retryMs = FIRST_RETRY_MS
  #isClosed = false

  static async create(
    parts: LibzmqDealingParts,
    options: LibzmqDealingOptions,
  ): Promise<LibzmqDealing> {
    const endpoints = new PrivateEndpoints()
    const port = await DealerPort.bind(endpoints.next(), options.limits.frameBytes)
    const dealing = new LibzmqDealing(parts, options, endpoints, port)
    void port.read((frames) => dealing.#take(frames))
    return dealing
  }

  private constructor(
    parts: LibzmqDealingParts,
    options: LibzmqDealingOptions,
    endpoints: PrivateEndpoints,
    port: DealerPort,
  ) {
    this.#parts = parts
    this.#options = options
    this.#endpoints = endpoints
    this.#port = port
    this.#departures = new Departures(parts.chronicle, parts.custody, parts.now)
  }

  accept(connection: Socket): void {
    if (this.#isClosed) {
      connection.destroy()
      return
    }
    const { chronicle, custody } = this.#parts
    let worker: WorkerAccount | undefined
    const horizon = new Horizon(chronicle.handedSequence)
    const leg = new WatchedLeg(connection, this.#port.address, this.#options.limits, {
      joined: (arrival) => {
        worker = this.#join(leg, arrival)
      },
      dealt: (head) => {
        const request = this.#find(head)
        horizon.passed(request?.handedSequence)
        if (worker && request) chronicle.deal(request, worker)
      },
      pinged: () => horizon.pinged(chronicle.handedSequence),
      replied: (head, bodyBytes) => {
        const request = this.#find(head)
        if (worker === undefined || request === undefined) return
        chronicle.reply(request, worker, Math.max(bodyBytes, 0))
        this.#freed()
      },
      closed: (fault) => {
        this.#legs.delete(leg)
        this.#tell(leg, fault, worker)
        if (worker === undefined) return
        if (fault !== undefined) worker.endsBy = causeOf(fault)
        this.#legOf.delete(worker)
        this.#departures.left(worker)
        this.#parts.crew.leave(worker)
        this.#departures.sweep(this.#horizon())
        if (custody.waiting > 0) this.#freed()
      },
    })
    this.#legs.set(leg, horizon)
  }

  isReady(): boolean {
    return this.#legOf.size > 0 && this.#retry === undefined
  }

  deal(request: HeldRequest): Promise<boolean> {
    const { numbering, custody } = this.#parts
    const { client, message, number } = request
    const frames = [numbering.encode(number), client.routingId, ...message.frames]
    return this.#port.send(frames).then(
      () => {
        this.#retryMs = FIRST_RETRY_MS
        custody.hand(request)
        return true
      },
      () => {
        this.#retryLater()
        return false
      },
    )
  }

  adjust({ dealing }: BrokerSettings): boolean {
    return dealing === "dealer"
  }

  drain(): void {
    throw new CallError(
      "cannot-drain",
      "with engine 'libzmq' and 'dealer', libzmq deals round-robin and cannot be told to pass a worker by: choose another dealing first, or stop the worker",
    )
  }

  disconnect(index: number): boolean {
    for (const [worker, leg] of this.#legOf) {
      if (worker.index !== index) continue
      worker.endsBy = "disconnected"
      leg.destroy()
      return true
    }
    return false
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearTimeout(this.#retry)
    const ended = Array.from(this.#legs.keys(), (leg) => leg.ended)
    for (const worker of this.#legOf.keys()) worker.endsBy = "switched"
    for (const leg of this.#legs.keys()) leg.destroy()
    await Promise.all(ended)
    this.#departures.releaseAll()
    this.#departures.sweep(Number.POSITIVE_INFINITY)
    this.#port.close()
    this.#endpoints.remove()
  }

  tick(): void {
    for (const [worker, leg] of this.#legOf) {
      if (!leg.isStalled) continue
      this.#parts.notices.stalled(worker)
      worker.endsBy = "stalled"
      leg.destroy()
    }
    this.#departures.sweep(this.#horizon())
  }

  /** One timer, whoever asks. */
  #retryLater(): void {
    if (this.#retry !== undefined || this.#isClosed) return
    this.#retry = setTimeout(() => {
      this.#retry = undefined
      this.#parts.freed()
    }, this.#retryMs)
    this.#retryMs = Math.min(this.#retryMs * 2, LONGEST_RETRY_MS)
  }

  /** A reply has come: a pipe that was full may have room. */
  #freed(): void {
    clearTimeout(this.#retry)
    this.#retry = undefined
    this.#parts.freed()
  }

  #join(leg: WatchedLeg, { socketType, properties, version }: Arrival): WorkerAccount {
    const worker = this.#parts.crew.join({
      name: workerName(properties.get("x-name"), socketType, leg.address),
      socketType,
      address: leg.address,
      simulated: isSimulated({ properties }, this.#options.simulatorToken),
      heartbeats: version.minor >= 1,
      heard: leg,
    })
    this.#legOf.set(worker, leg)
    this.#freed()
    return worker
  }

  #tell(leg: WatchedLeg, fault: Fault | undefined, worker: WorkerAccount | undefined): void {
    if (fault === undefined) return
    const named = worker === undefined ? {} : { name: worker.name }
    this.#parts.notices.fault(fault, { side: "backend", address: leg.address, ...named })
  }

  /**
   * The handing up to which what was not seen is in no pipe. libzmq may attach a pipe a moment before
   * the leg is seen to join, so all legs count.
   */
  #horizon(): number {
    let newest = Number.POSITIVE_INFINITY
    for (const horizon of this.#legs.values()) newest = Math.min(newest, horizon.position)
    return newest
  }

  #find(head: Buffer | undefined): HeldRequest | undefined {
    const number = this.#parts.numbering.decode(head)
    return number === undefined ? undefined : this.#parts.chronicle.find(number)
  }

  /** @param numbered `[number, routing id, (request id,) empty, body...]`, out of the DEALER */
  #take(numbered: Buffer[]): void {
    const request = this.#find(numbered[0])
    if (request === undefined || request.isReturning) {
      this.#takeUnnumbered(numbered)
      return
    }
    const frames = numbered.slice(1)
    const reply = Message.ofFrames(frames)
    const isOurs =
      request.state !== "waiting" && frames[0]?.equals(request.client.routingId) === true
    if (isOurs && isReadable(reply, request)) {
      request.isReturning = true
      this.#parts.returns.return(request, reply)
      return
    }
    if (!isOurs) this.#parts.chronicle.dropStale(reply.bodyBytes)
    // Its worker is done with the request, by a reply that nobody can read: no other will come.
    if (request.state === "replied") this.#loseUnreadable(request)
  }

  /** A DEALER worker that dropped the number: it is known by its client, where that has one request there. */
  #takeUnnumbered(frames: Buffer[]): void {
    const { chronicle, returns } = this.#parts
    const reply = Message.ofFrames(frames)
    const [request, ...others] = chronicle.select(
      ({ state, client }) => state === "at-worker" && frames[0]?.equals(client.routingId) === true,
    )
    const worker = others.length === 0 ? request?.worker : undefined
    if (request === undefined || worker === undefined) {
      chronicle.dropStale(reply.bodyBytes)
      return
    }
    chronicle.reply(request, worker, reply.bodyBytes)
    if (isReadable(reply, request)) returns.return(request, reply)
    else this.#loseUnreadable(request)
    this.#freed()
  }

  #loseUnreadable(request: HeldRequest): void {
    const { notices, custody } = this.#parts
    if (request.worker !== undefined) notices.unreadableReply(request.worker, request.client.name)
    custody.lose(request, "unreadable")
  }
}
