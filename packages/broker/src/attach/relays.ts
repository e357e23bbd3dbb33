import type { Socket } from "node:net"
import type { Notice, OpaqueConnections } from "@zmqscope/protocol"
import { type Announced, canTalk, type Fault } from "@zmqscope/zmtp"
import type { WorkerAccount } from "../accounts.js"
import type { Notices } from "../notices.js"
import type { Target } from "../options.js"
import { isSimulated } from "../zmtp/simulated.js"
import { identityOf, socketTypeOf } from "./announced.js"
import { Namesakes } from "./namesakes.js"
import type { ObservedClient, Observer } from "./observer.js"
import type { Passages } from "./passages.js"
import { type End, type Ending, Relay, type RelayEvents } from "./relay.js"
import { MARK, RoutingIds } from "./routing-ids.js"
import { Sightings } from "./sighting.js"
import { SightingRoom } from "./sighting-room.js"
import { Standing } from "./standing.js"
import { TargetPort } from "./target-port.js"
import { ToldOnce } from "./told-once.js"

/**
 * Connections of one port on which the broker has said nothing yet. What leads back here, by
 * whatever way, makes another for each; the bound ends that.
 */
const MAX_UNANSWERED = 256
/** Opaque connections whose bytes are told of, once a second. */
const MAX_OPAQUE_LISTED = 20

export interface RelaysParts {
  readonly observer: Observer
  readonly notices: Notices
  readonly passages: Passages
}

export interface RelaysOptions {
  readonly target: Target
  readonly simulatorToken: string | undefined
  /** Bytes kept of one message. */
  readonly bodyBytes: number
  /** Names this run of ours. */
  readonly run: string
}

/** Every connection through us to the broker that is watched, and what they tell of it as a whole. */
export class Relays {
  readonly #parts: RelaysParts
  readonly #options: RelaysOptions
  readonly #frontend: TargetPort
  readonly #backend: TargetPort
  readonly #routingIds: RoutingIds
  readonly #relays = new Map<
    Relay,
    { readonly side: Notice["side"]; readonly ended: Promise<void> }
  >()
  readonly #clients = new Map<number, Relay>()
  readonly #workers = new Map<number, Relay>()
  readonly #standing = new Standing<Relay>()
  readonly #sightings: Sightings
  readonly #told = new ToldOnce()
  readonly #namesakes: Namesakes
  /** By port, those on which the broker has said nothing yet. */
  readonly #unanswered = new Map<TargetPort, Set<Relay>>()
  #isClosed = false

  constructor(parts: RelaysParts, options: RelaysOptions) {
    this.#parts = parts
    this.#options = options
    this.#routingIds = new RoutingIds(options.run)
    this.#sightings = new Sightings(new SightingRoom(options.bodyBytes))
    this.#namesakes = new Namesakes(({ account }) => parts.notices.sameRoutingId(account))
    const { target } = options
    const { mark } = this.#routingIds
    this.#frontend = new TargetPort("frontend", target, mark, parts.notices)
    this.#backend = new TargetPort("backend", target, mark, parts.notices)
  }

  /** Asks whether the broker is there. */
  open(): void {
    this.#frontend.open()
    this.#backend.open()
  }

  client(socket: Socket): void {
    const { observer, notices } = this.#parts
    let client: ObservedClient | undefined
    const joined = (): ObservedClient => {
      if (client !== undefined) return client
      client = observer.clientJoined({
        routingId: relay.routingId,
        address: relay.address,
        ...(relay.peer === undefined ? {} : { socketType: socketTypeOf(relay.peer) }),
        heard: relay,
        simulated: this.#isSimulated(relay.peer),
      })
      this.#clients.set(client.account.index, relay)
      this.#namesakes.joined(client)
      return client
    }
    const relay: Relay = this.#open("frontend", socket, {
      joined,
      fromPeer: (seen, isBrokerGone) => observer.request(joined(), seen, isBrokerGone),
      fromBroker: (seen, isPeerGone) => {
        if (client === undefined) return
        const worker = observer.toClient(client, seen, isPeerGone)
        if (worker !== undefined) notices.unreadableReply(worker, client.account.name)
      },
      left: () => {
        if (client === undefined) return
        this.#clients.delete(client.account.index)
        observer.clientLeft(client)
        client = undefined
      },
    })
  }

  worker(socket: Socket): void {
    const { observer, notices } = this.#parts
    let worker: WorkerAccount | undefined
    const relay: Relay = this.#open("backend", socket, {
      joined: (peer) => {
        worker = observer.workerJoined({
          ...identityOf(peer, relay.address),
          simulated: this.#isSimulated(peer),
          heard: relay,
        })
        this.#workers.set(worker.index, relay)
      },
      fromPeer: (seen, isBrokerGone) => {
        if (worker !== undefined) observer.fromWorker(worker, seen, isBrokerGone)
      },
      fromBroker: (seen) => {
        if (worker === undefined) return
        const client = observer.toWorker(worker, seen)
        if (client !== undefined) notices.undelimitedRequest(client, worker.name)
      },
      left: (first) => {
        if (worker === undefined) return
        this.#workers.delete(worker.index)
        observer.workerLeft(worker, first)
        worker = undefined
      },
    })
  }

  /** Cuts a worker's connection; false when there is no such worker. */
  cutWorker(index: number): boolean {
    const relay = this.#workers.get(index)
    relay?.hangUp()
    return relay !== undefined
  }

  /** Likewise a client's. */
  cutClient(index: number): boolean {
    const relay = this.#clients.get(index)
    relay?.hangUp()
    return relay !== undefined
  }

  /** Connections that pass as bytes, those that have for longest; and how many there are in all. */
  get opaque(): OpaqueConnections {
    const told: OpaqueConnections["told"] = []
    let count = 0
    for (const [relay, { side }] of this.#relays) {
      if (relay.opaque === undefined) continue
      count += 1
      if (told.length < MAX_OPAQUE_LISTED) {
        told.push({ side, address: relay.address, ...relay.opaque })
      }
    }
    return { count, told }
  }

  /** Ten times a second. */
  tick(): void {
    for (const port of [this.#frontend, this.#backend]) {
      port.tick(this.#parts.observer.open > 0 || this.#unansweredAt(port).size > 0)
    }
    this.#standing.tick()
    this.#namesakes.tick()
  }

  /** Cuts every connection and makes no more; resolves when all have ended. */
  async close(): Promise<void> {
    this.#isClosed = true
    const ended = Array.from(this.#relays.values(), (relay) => relay.ended)
    for (const relay of this.#relays.keys()) relay.cut()
    await Promise.all(ended)
  }

  #open(side: Notice["side"], socket: Socket, listener: RelayListener): Relay {
    const port = side === "frontend" ? this.#frontend : this.#backend
    const unanswered = this.#unansweredAt(port)
    let end = (): void => {}
    const ended = new Promise<void>((resolve) => {
      end = resolve
    })
    let isQuestion = false
    const inCircleBy = (bytes: Buffer): void => {
      if (!bytes.includes(this.#routingIds.mark)) return
      port.inCircle()
      relay.cut()
    }
    const nextRoutingId = side === "frontend" ? () => this.#routingIds.next() : undefined
    const relay: Relay = new Relay(
      socket,
      port.address,
      this.#sightings,
      this.#parts.passages,
      {
        greeting: (bytes) => {
          isQuestion ||= bytes.includes(MARK)
          inCircleBy(bytes)
        },
        announced: (routingId) => inCircleBy(routingId),
        answered: () => unanswered.delete(relay),
        joined: (peer, broker) => {
          this.#joined(side, port, relay, listener, peer, broker)
        },
        fromPeer: (seen, isBrokerGone) => listener.fromPeer(seen, isBrokerGone),
        fromBroker: (seen, isPeerGone) => {
          port.heard()
          listener.fromBroker(seen, isPeerGone)
        },
        unreachable: (error) => port.unreachable(error),
        opaque: (at, fault) => {
          unanswered.delete(relay)
          listener.left("peer")
          this.#opaque(side, port, relay, at, fault)
        },
        hungUp: (by) => this.#hungUp(relay, by),
        closed: (first) => {
          this.#relays.delete(relay)
          unanswered.delete(relay)
          if (!relay.isJoined && !isQuestion) this.#misplaced(side, port, relay)
          listener.left(first)
          end()
        },
      },
      nextRoutingId,
    )
    this.#relays.set(relay, { side, ended })
    unanswered.add(relay)
    if (unanswered.size > MAX_UNANSWERED) port.inCircle()
    if (unanswered.size > MAX_UNANSWERED || this.#isClosed) relay.cut()
    return relay
  }

  #unansweredAt(port: TargetPort): Set<Relay> {
    const known = this.#unanswered.get(port) ?? new Set()
    this.#unanswered.set(port, known)
    return known
  }

  #joined(
    side: Notice["side"],
    port: TargetPort,
    relay: Relay,
    listener: RelayListener,
    peer: Announced,
    broker: Announced,
  ): void {
    const brokerType = socketTypeOf(broker)
    if (!canTalk(socketTypeOf(peer), brokerType)) {
      port.meet(brokerType)
      this.#misplaced(side, port, relay)
      return
    }
    this.#standing.add(relay)
    port.reached(brokerType)
    listener.joined(peer)
  }

  /** The broker refuses a peer of the wrong socket type, or the peer the broker. */
  #misplaced(side: Notice["side"], port: TargetPort, relay: Relay): void {
    const peerType = relay.peer === undefined ? "" : socketTypeOf(relay.peer)
    const isKnown = relay.peer !== undefined && port.isWrongFor(peerType)
    const { address } = relay
    if (!isKnown && !relay.isTurnedAway) return
    if (!this.#told.isNew(side, address, `misplaced ${peerType}`)) return
    this.#parts.notices.misplaced({ side, address }, peerType, port.socketType)
  }

  /** What went with the broker is lost before its clients and workers leave, one by one. */
  #hungUp(relay: Relay, by: Ending): void {
    if (!this.#standing.ended(relay, by) || this.#isClosed) return
    this.#frontend.gone(this.#parts.observer.brokerGone())
    this.#backend.goneToo()
  }

  #opaque(side: Notice["side"], port: TargetPort, relay: Relay, at: End, fault: Fault): void {
    if (at === "broker" && fault.code === "not-zmtp") {
      port.notZmtp(fault)
      relay.cut()
      return
    }
    if (at === "broker" && fault.code !== "malformed") port.meet("")
    const { address } = relay
    if (this.#told.isNew(side, address, fault.code))
      this.#parts.notices.opaque({ side, address }, fault)
  }

  #isSimulated(peer: Announced | undefined): boolean {
    return peer !== undefined && isSimulated(peer, this.#options.simulatorToken)
  }
}

/** What one side makes of its relays. */
interface RelayListener extends Pick<RelayEvents, "fromPeer" | "fromBroker"> {
  joined(peer: Announced): void
  /** It is followed no more. */
  left(first: Ending): void
}
