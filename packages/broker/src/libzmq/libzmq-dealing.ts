import type { Socket } from "node:net"
import { type BrokerSettings, CallError } from "@zmqscope/protocol"
import { type Fault, Message } from "@zmqscope/zmtp"
import type { HeldRequest, WorkerAccount } from "../accounts.js"
import type { Chronicle } from "../chronicle.js"
import type { Crew } from "../crew.js"
import type { Custody } from "../custody.js"
import type { Dealing } from "../dealing.js"
import { causeOf, type Notices } from "../notices.js"
import { NUMBER_BYTES, type Numbering } from "../numbering.js"
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
/** Ticks within which libzmq knows of a connection that came or went: a second. */
const SETTLING_TICKS = 10

export interface LibzmqDealingParts {
  readonly crew: Crew
  readonly chronicle: Chronicle<HeldRequest>
  readonly custody: Custody
  readonly returns: Returns
  readonly numbering: Numbering
  readonly notices: Notices
  /** Somebody may be dealt to again. */
  readonly freed: () => void
}

export interface LibzmqDealingOptions {
  readonly limits: BrokerLimits
  readonly simulatorToken: string | undefined
}

/**
 * `dealer` by libzmq itself: every worker's connection is joined, by a leg that watches, to one
 * DEALER, which deals round-robin and blind. It never tells to whom, so each request carries its
 * number in front of its client's routing id, which the leg reads as it passes and REP returns untouched.
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
  /** While connections come and go. */
  #settlingTicks = 0
  #isClosed = false

  static async create(
    parts: LibzmqDealingParts,
    options: LibzmqDealingOptions,
  ): Promise<LibzmqDealing> {
    const endpoints = new PrivateEndpoints()
    const port = await DealerPort.bind(endpoints.next(), options.limits.frameBytes)
    return new LibzmqDealing(parts, options, endpoints, port)
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
    this.#departures = new Departures(parts.chronicle, parts.custody)
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
      replied: (message) => {
        if (worker !== undefined) this.#take(worker, message)
      },
      closed: (fault) => {
        this.#settlingTicks = SETTLING_TICKS
        this.#legs.delete(leg)
        this.#tell(leg, fault, worker)
        if (worker === undefined) return
        if (fault !== undefined) worker.endsBy = causeOf(fault)
        else if (leg.isGivenUp && worker.endsBy === "left") {
          worker.endsBy = "silent"
          this.#parts.notices.silent(worker)
        }
        this.#legOf.delete(worker)
        this.#departures.left(worker)
        this.#parts.crew.leave(worker)
        this.#departures.sweep(this.#horizon())
        if (custody.waiting > 0) this.#freed()
      },
    })
    this.#legs.set(leg, horizon)
    this.#settlingTicks = SETTLING_TICKS
  }

  isReady(): boolean {
    return this.#legOf.size > 0 && this.#retry === undefined
  }

  deal(request: HeldRequest): false | Promise<boolean> {
    // To ask costs system calls: not for each request of a crew that stands.
    if (this.#settlingTicks > 0 && !this.#port.hasRoom) {
      this.#retryLater()
      return false
    }
    const { numbering, custody } = this.#parts
    const { client, message, number } = request
    const frames = [numbering.encode(number, client.routingId), ...message.frames]
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
    this.#departures.sweep(Number.POSITIVE_INFINITY)
    this.#port.close()
    this.#endpoints.remove()
  }

  tick(): void {
    if (this.#settlingTicks > 0) {
      this.#settlingTicks -= 1
      void this.#port.hasRoom
    }
    for (const [worker, leg] of this.#legOf) {
      leg.tick()
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

  /** @param reply `[number and routing id, (request id,) empty, body...]`, as a worker sent it */
  #take(worker: WorkerAccount, reply: Message): void {
    const { chronicle, notices } = this.#parts
    const { frames } = reply
    const [numbered] = frames
    const request = this.#find(numbered)
    if (numbered === undefined || request?.state !== "at-worker" || request.worker !== worker) {
      chronicle.dropStale(reply.bodyBytes, worker)
      notices.strayReply(worker)
      return
    }
    this.#reply(worker, request, Message.ofFrames(frames.with(0, numbered.subarray(NUMBER_BYTES))))
  }

  #reply(worker: WorkerAccount, request: HeldRequest, reply: Message): void {
    const { chronicle, returns, notices, custody } = this.#parts
    chronicle.reply(request, worker, reply.bodyBytes)
    const isOurs = reply.frames[0]?.equals(request.client.routingId) === true
    if (!isOurs) chronicle.dropStale(reply.bodyBytes, worker)
    if (isOurs && isReadable(reply, request)) returns.return(request, reply)
    else {
      // Its worker is done with the request, by a reply that nobody can read: no other will come.
      notices.unreadableReply(worker, request.client.name)
      custody.lose(request, "unreadable")
    }
    this.#freed()
  }
}
