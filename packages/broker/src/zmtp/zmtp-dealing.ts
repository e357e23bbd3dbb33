import type { Socket } from "node:net"
import type { BrokerSettings } from "@zmqscope/protocol"
import type { Message, Peer } from "@zmqscope/zmtp"
import type { HeldRequest, WorkerAccount } from "../accounts.js"
import type { Chronicle } from "../chronicle.js"
import type { Crew } from "../crew.js"
import type { Custody } from "../custody.js"
import type { Chooser } from "../dealing/chooser.js"
import { LoadBalancer } from "../dealing/load-balancer.js"
import { Ring } from "../dealing/ring.js"
import { STRATEGIES } from "../dealing/strategies/index.js"
import type { Dealing } from "../dealing.js"
import { causeOf, type Notices } from "../notices.js"
import type { BrokerLimits } from "../options.js"
import { isReadable, type Returns } from "../returns.js"
import { workerName } from "../worker-name.js"
import { workerWeight } from "../worker-weight.js"
import type { Leg } from "./leg.js"
import type { Legs } from "./legs.js"
import { Member } from "./member.js"
import { isSimulated } from "./simulated.js"
import { Stall } from "./stall.js"

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

/**
 * DEALER, spoken (RFC 28): requests go straight to workers' connections, so each one's worker is
 * known as it is dealt, and not a byte is added to it.
 */
export class ZmtpDealing implements Dealing {
  readonly #parts: ZmtpDealingParts
  readonly #options: ZmtpDealingOptions
  readonly #members = new Map<WorkerAccount, Member>()
  readonly #legs = new Set<Leg>()
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
    member.take(request)
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
    const member = new Member(worker, leg, stall)
    this.#members.set(worker, member)
    this.#chooser.add(worker)
    if (!leg.hasHeartbeats) notices.noHeartbeats(worker)
    this.#parts.freed()
    return member
  }

  #leave(member: Member): void {
    const { worker } = member
    this.#members.delete(worker)
    this.#chooser.remove(worker)
    this.#parts.custody.release(member.release())
    this.#parts.crew.leave(worker)
  }

  #reply(member: Member, reply: Message): void {
    const { worker } = member
    const { chronicle, custody, returns, notices, freed } = this.#parts
    const request = member.settle(reply)
    if (request === undefined) {
      chronicle.dropStale(reply.bodyBytes, worker)
      notices.strayReply(worker)
      return
    }
    if (isReadable(reply, request)) {
      chronicle.reply(request, worker, reply.bodyBytes)
      returns.return(request, reply)
    } else {
      notices.unreadableReply(worker, request.client.name)
      custody.lose(request, "unreadable")
    }
    this.#chooser.replied(worker)
    member.goOn()
    freed()
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
