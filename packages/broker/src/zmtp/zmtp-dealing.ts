import type { Socket } from "node:net"
import type { BrokerSettings } from "@zmqscope/protocol"
import { FrameCursor, type Message, type Peer } from "@zmqscope/zmtp"
import type { ClientAccount, HeldRequest, WorkerAccount } from "../accounts.js"
import type { Chronicle } from "../chronicle.js"
import type { Crew } from "../crew.js"
import type { Custody } from "../custody.js"
import type { Chooser } from "../dealing/chooser.js"
import { LoadBalancer } from "../dealing/load-balancer.js"
import { Ring } from "../dealing/ring.js"
import { STRATEGIES } from "../dealing/strategies/index.js"
import type { Dealing } from "../dealing.js"
import { FairQueue } from "../fair-queue.js"
import { hasBody } from "../intake.js"
import { causeOf, type Notices } from "../notices.js"
import type { BrokerLimits } from "../options.js"
import { isReadable, type Returns } from "../returns.js"
import { workerName } from "../worker-name.js"
import { workerWeight } from "../worker-weight.js"
import type { Leg } from "./leg.js"
import type { Legs } from "./legs.js"
import { isSimulated } from "./simulated.js"
import { Stall } from "./stall.js"

/**
 * What is on the wire to a REP, which works on one request at a time, is as much as it works off in
 * this time, milliseconds: it never waits for us, and what stands behind takes turns by client here,
 * where it still can.
 */
const REP_WIRE_MS = 5
const SMALLEST_WINDOW = 2
const LARGEST_WINDOW = 64
/** Weight of the newest reply in the mean time between replies. */
const NEWEST_WEIGHT = 1 / 8

/** Ticks between two PINGs, and how many without a sign of life end a connection: 0.5 s, 2.5 s. */
const PING_TICKS = 5
const SILENT_TICKS = 25
/** libzmq reads no further, PINGs neither, while so many messages stand unread: its receive mark. */
const DEAF_OUTSTANDING = 900

export interface ZmtpDealingParts {
  readonly legs: Legs
  readonly crew: Crew
  readonly chronicle: Chronicle<HeldRequest>
  readonly custody: Custody
  readonly returns: Returns
  readonly notices: Notices
  /** Somebody may be dealt to again. */
  readonly freed: () => void
}

export interface ZmtpDealingOptions {
  readonly limits: BrokerLimits
  readonly simulatorToken: string | undefined
  readonly random: () => number
  /** Whether it deals as libzmq's DEALER does, too, or leaves that to libzmq. */
  readonly deals: "all" | "own-strategies"
}

/** A worker's connection, and what was dealt to it. */
interface Member {
  readonly worker: WorkerAccount
  readonly leg: Leg
  readonly stall: Stall
  /** Sent and not replied to, in this order. */
  readonly wire: HeldRequest[]
  /** Dealt, and not sent yet. */
  readonly queue: FairQueue<ClientAccount, HeldRequest>
  /** The most that may be on the wire. */
  window: number
  /** Mean time from one reply to the next while it had something to do, milliseconds. */
  replyMs: number
  busySince: number
  silentTicks: number
}

/**
 * DEALER, spoken (RFC 28): requests go straight to workers' connections, so each one's worker is
 * known as it is dealt, and not a byte is added to it.
 */
export class ZmtpDealing implements Dealing {
  readonly #parts: ZmtpDealingParts
  readonly #options: ZmtpDealingOptions
  readonly #members = new Map<WorkerAccount, Member>()
  readonly #legs = new Set<Leg>()
  readonly #cursor = new FrameCursor()
  #settings: BrokerSettings
  #chooser: Chooser
  #isClosed = false
  #ticks = 0

  constructor(parts: ZmtpDealingParts, options: ZmtpDealingOptions, settings: BrokerSettings) {
    this.#parts = parts
    this.#options = options
    this.#settings = settings
    this.#chooser = this.#chooserFor(settings)
  }

  accept(connection: Socket): void {
    if (this.#isClosed) {
      connection.destroy()
      return
    }
    const { limits } = this.#options
    let member: Member | undefined
    const leg = this.#parts.legs.open(
      "backend",
      connection,
      { socketType: "DEALER", limits },
      (opened) => ({
        get name() {
          return member?.worker.name
        },
        ready: (peer) => {
          member = this.#join(opened, peer, new Stall(connection))
        },
        message: (message) => {
          if (member !== undefined) this.#reply(member, message)
        },
        closed: (fault) => {
          this.#legs.delete(opened)
          if (member === undefined) return
          if (fault !== undefined) member.worker.endsBy = causeOf(fault)
          this.#leave(member)
        },
      }),
    )
    this.#legs.add(leg)
  }

  isReady(): boolean {
    return this.#chooser.hasRoom()
  }

  deal(request: HeldRequest): boolean {
    const worker = this.#chooser.choose(request.client)
    const member = worker && this.#members.get(worker)
    if (member === undefined) return false
    this.#parts.custody.deal(request, member.worker)
    const { wire, queue } = member
    if (queue.length > 0 || wire.length >= member.window) queue.push(request)
    else send(member, request)
    return true
  }

  adjust(settings: BrokerSettings): boolean {
    if (settings.dealing === "dealer" && this.#options.deals !== "all") return false
    const { dealing, prefetch } = this.#settings
    if (settings.dealing === dealing && settings.prefetch === prefetch) return true
    this.#settings = settings
    this.#chooser = this.#chooserFor(settings)
    for (const worker of this.#members.keys()) {
      if (!worker.isDraining) this.#chooser.add(worker)
    }
    return true
  }

  drain(worker: WorkerAccount): void {
    this.#chooser.remove(worker)
  }

  disconnect(index: number): boolean {
    for (const { worker, leg } of this.#members.values()) {
      if (worker.index !== index) continue
      worker.endsBy = "disconnected"
      leg.cut()
      return true
    }
    return false
  }

  async close(): Promise<void> {
    this.#isClosed = true
    const ended = Array.from(this.#legs, (leg) => leg.ended)
    for (const worker of this.#members.keys()) worker.endsBy = "switched"
    for (const leg of this.#legs) leg.cut()
    await Promise.all(ended)
  }

  tick(): void {
    this.#ticks += 1
    const isPing = this.#ticks % PING_TICKS === 0
    for (const member of this.#members.values()) {
      if (member.stall.isFound) {
        this.#parts.notices.stalled(member.worker)
        member.worker.endsBy = "stalled"
        member.leg.cut()
        continue
      }
      if (!member.leg.hasHeartbeats) continue
      this.#listen(member)
      if (isPing) member.leg.ping()
    }
  }

  #chooserFor({ dealing, prefetch }: BrokerSettings): Chooser {
    if (dealing === "dealer") return new LoadBalancer()
    return new Ring(STRATEGIES[dealing], prefetch, this.#options.random)
  }

  #join(leg: Leg, peer: Peer, stall: Stall): Member {
    const { crew, notices } = this.#parts
    const { socketType } = peer
    const worker = crew.join({
      name: workerName(peer.properties.get("x-name"), socketType, leg.address),
      socketType,
      address: leg.address,
      simulated: isSimulated(peer, this.#options.simulatorToken),
      heartbeats: leg.hasHeartbeats,
      heard: leg,
      ...workerWeight(peer.properties.get("x-weight")),
    })
    const queue = new FairQueue<ClientAccount, HeldRequest>(({ client }) => client)
    const member: Member = {
      worker,
      leg,
      stall,
      wire: [],
      queue,
      // A DEALER may work on any number at once.
      window: socketType === "REP" ? SMALLEST_WINDOW : Number.POSITIVE_INFINITY,
      replyMs: REP_WIRE_MS,
      busySince: 0,
      silentTicks: 0,
    }
    this.#members.set(worker, member)
    this.#chooser.add(worker)
    if (!leg.hasHeartbeats) notices.noHeartbeats(worker)
    this.#parts.freed()
    return member
  }

  #leave({ worker, wire, queue }: Member): void {
    this.#members.delete(worker)
    this.#chooser.remove(worker)
    const taken = [...wire]
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) taken.push(next)
    this.#parts.custody.release(taken)
    this.#parts.crew.leave(worker)
  }

  #reply(member: Member, reply: Message): void {
    const { worker, wire } = member
    const { chronicle, custody, returns, notices, freed } = this.#parts
    const place = this.#placeOf(member, reply)
    const request = wire[place]
    if (request === undefined) {
      chronicle.dropStale(reply.bodyBytes, worker)
      notices.strayReply(worker)
      return
    }
    if (place === 0) wire.shift()
    else wire.splice(place, 1)
    if (isReadable(reply, request)) {
      chronicle.reply(request, worker, reply.bodyBytes)
      returns.return(request, reply)
    } else {
      notices.unreadableReply(worker, request.client.name)
      custody.lose(request, "unreadable")
    }
    this.#chooser.replied(worker)
    if (worker.socketType === "REP") adaptWindow(member)
    while (wire.length < member.window) {
      const next = member.queue.shift()
      if (next === undefined) break
      send(member, next)
    }
    freed()
  }

  /**
   * Which request a reply is to: of those of the client that it names, the first that can be read
   * by it, or else the first. A REP works in order; of a DEALER that does not, and of a client that
   * has several there without request ids, nobody can tell.
   */
  #placeOf({ wire }: Member, reply: Message): number {
    const cursor = this.#cursor
    cursor.open(reply)
    if (!cursor.next()) return -1
    let first = -1
    for (let place = 0; place < wire.length; place += 1) {
      const request = wire[place]
      if (request === undefined || !cursor.equals(request.client.routingId)) continue
      if (isReadable(reply, request)) return place
      // Of the right form, but with another's request id: a second reply to one that has had its own.
      const isToAnother = hasBody(reply) && reply.delimiter === request.message.delimiter + 1
      if (first < 0 && !isToAnother) first = place
    }
    // It names nobody, but looks like an answer: where one request is there, it can be of no other.
    const isNameless = reply.delimiter === 0 && hasBody(reply) && wire.length === 1
    return isNameless ? 0 : first
  }

  #listen(member: Member): void {
    const { leg, worker } = member
    const isJudged = worker.outstanding < DEAF_OUTSTANDING && leg.unsentBytes === 0
    member.silentTicks = leg.hasSpoken() || !isJudged ? 0 : member.silentTicks + 1
    if (member.silentTicks <= SILENT_TICKS) return
    this.#parts.notices.silent(worker)
    worker.endsBy = "silent"
    leg.cut()
  }
}

/** A worker has replied: it had something to do since its reply before, or since it was sent to. */
function adaptWindow(member: Member): void {
  const now = performance.now()
  member.replyMs += (now - member.busySince - member.replyMs) * NEWEST_WEIGHT
  member.busySince = now
  const window = Math.ceil(REP_WIRE_MS / Math.max(member.replyMs, 0.001))
  member.window = Math.min(Math.max(window, SMALLEST_WINDOW), LARGEST_WINDOW)
}

function send(member: Member, request: HeldRequest): void {
  const { leg, wire, worker } = member
  if (wire.length === 0 && worker.socketType === "REP") member.busySince = performance.now()
  wire.push(request)
  leg.send([request.client.routingFrame])
  leg.send(request.message.parts)
}
