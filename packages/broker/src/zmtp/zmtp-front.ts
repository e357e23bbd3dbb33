import type { Socket } from "node:net"
import { FrameCursor, type Message, type Peer, type ZmtpLimits } from "@zmqscope/zmtp"
import { Acceptor } from "../acceptor.js"
import type { ClientAccount } from "../accounts.js"
import type { Clients } from "../clients.js"
import type { Front } from "../front.js"
import type { Intake } from "../intake.js"
import type { Notices } from "../notices.js"
import type { BrokerLimits } from "../options.js"
import type { Room } from "../room.js"
import type { Leg } from "./leg.js"
import type { Legs } from "./legs.js"
import { isSimulated } from "./simulated.js"

/** Bytes of unread replies that each client may have while all have too many. */
const UNREAD_WHEN_TIGHT_BYTES = 65_536
/** Ticks between two PINGs to a client that is held back: one that is gone answers with a reset. */
const HELD_PING_TICKS = 7
/** Ticks that a connection may take to end by itself once another has its routing id: half a second. */
const REPLACED_TICKS = 5

export interface ZmtpFrontParts {
  readonly legs: Legs
  readonly clients: Clients
  readonly intake: Intake
  readonly room: Room
  readonly notices: Notices
}

export interface ZmtpFrontOptions {
  readonly host: string
  readonly port: number
  readonly limits: BrokerLimits
  readonly simulatorToken: string | undefined
}

/** A connection whose routing id another one has taken over. */
interface Replaced {
  readonly client: ClientAccount
  readonly by: string
  ticks: number
}

/**
 * ROUTER, spoken (RFC 28): each client is a connection with a routing id, its own or one that it is
 * given; what it sends is taken in its turn, and it alone is held back when it sends too much.
 */
export class ZmtpFront implements Front {
  readonly notifies = true
  readonly #parts: ZmtpFrontParts
  readonly #options: ZmtpFrontOptions
  readonly #acceptor: Acceptor
  readonly #byRoutingId = new Map<string, ClientAccount>()
  readonly #legs = new Map<ClientAccount, Leg>()
  readonly #replaced = new Map<Leg, Replaced>()
  /** Clients that are not read, in the order in which they came to be. */
  readonly #held = new Set<ClientAccount>()
  readonly #cursor = new FrameCursor()
  readonly #unread = new WeakSet<ClientAccount>()
  #nextRoutingId = 1
  #isWaitingForRoom = false
  #isTight = false
  #isStopped = false
  #ticks = 0

  constructor(parts: ZmtpFrontParts, options: ZmtpFrontOptions) {
    this.#parts = parts
    this.#options = options
    const { host, port, limits } = options
    const side = "frontend"
    this.#acceptor = new Acceptor(
      { host, port, maxConnections: limits.clients },
      {
        connected: (socket) => this.#connected(socket),
        overLimit: (address) => parts.notices.overLimit({ side, address }, limits.clients),
        failed: (error) => parts.notices.notAccepted({ side, address: "" }, error),
      },
    )
  }

  get endpoint(): string {
    return this.#acceptor.endpoint
  }

  get unsentBytes(): number {
    let bytes = 0
    for (const leg of this.#legs.values()) bytes += leg.unsentBytes
    return bytes
  }

  listen(): Promise<void> {
    return this.#acceptor.listen()
  }

  send(client: ClientAccount, reply: Message): boolean {
    const leg = this.#legs.get(client)
    if (leg === undefined || !this.#hasRoomFor(client, leg, reply.sizeBytes)) return false
    this.#cursor.open(reply)
    this.#cursor.next()
    leg.send(this.#cursor.rest())
    return true
  }

  disconnect(client: ClientAccount): boolean {
    const leg = this.#legs.get(client)
    leg?.cut()
    return leg !== undefined
  }

  waitsLess(client: ClientAccount): void {
    if (client.heldBack !== true || this.#isStopped) return
    if (client.waiting * 2 > this.#options.limits.waitingPerClient) return
    if (!this.#parts.room.isFull) this.#release(client)
  }

  stop(): void {
    this.#isStopped = true
    this.#acceptor.close()
  }

  tick(): void {
    this.#ticks += 1
    for (const [leg, replaced] of this.#replaced) {
      replaced.ticks += 1
      if (replaced.ticks > REPLACED_TICKS) this.#cutReplaced(leg, replaced)
    }
    this.#isTight = this.unsentBytes > this.#options.limits.unreadBytes
    if (this.#ticks % HELD_PING_TICKS !== 0) return
    for (const client of this.#held) {
      const leg = this.#legs.get(client)
      if (leg?.hasHeartbeats === true) leg.ping()
    }
  }

  close(): void {
    this.stop()
    for (const leg of this.#legs.values()) leg.cut()
    for (const leg of this.#replaced.keys()) leg.cut()
  }

  #connected(socket: Socket): void {
    const { legs, clients } = this.#parts
    if (this.#isStopped) {
      socket.destroy()
      return
    }
    const limits: ZmtpLimits = this.#options.limits
    let client: ClientAccount | undefined
    legs.open("frontend", socket, { socketType: "ROUTER", limits }, (leg) => ({
      get name() {
        return client?.name
      },
      ready: (peer) => {
        client = this.#join(leg, peer)
      },
      message: (message) => {
        if (client !== undefined) this.#message(client, leg, message)
      },
      closed: () => {
        this.#replaced.delete(leg)
        if (client === undefined || client.isGone) return
        this.#forget(client)
        clients.leave(client)
      },
    }))
  }

  #join(leg: Leg, peer: Peer): ClientAccount {
    const { clients } = this.#parts
    const { simulatorToken } = this.#options
    const routingId = peer.routingId.length > 0 ? peer.routingId : this.#ownRoutingId()
    const known = this.#byRoutingId.get(keyOf(routingId))
    if (known !== undefined) this.#replace(known, leg.address)
    const { socketType } = peer
    const simulated = isSimulated(peer, simulatorToken)
    const client = clients.join(
      { routingId, address: leg.address, socketType, simulated, heard: leg },
      false,
    )
    this.#byRoutingId.set(keyOf(routingId), client)
    this.#legs.set(client, leg)
    return client
  }

  #message(client: ClientAccount, leg: Leg, message: Message): void {
    const { intake, room } = this.#parts
    intake.take(client, message)
    // Another has its routing id: what it had sent is read to its end, which tells that it has ended.
    if (client.isGone) return
    const { waitingPerClient } = this.#options.limits
    const mayGoOn = room.isFull
      ? client.waiting === 0 && !room.isFullOfBytes
      : client.waiting < waitingPerClient
    if (mayGoOn && !this.#isStopped) return
    client.heldBack = true
    this.#held.add(client)
    leg.hold("room")
    this.#awaitRoom()
  }

  /** Whoever was held back first goes on first, one for each place that comes free. */
  #awaitRoom(): void {
    const { room } = this.#parts
    if (this.#isWaitingForRoom || !room.isFull) return
    this.#isWaitingForRoom = true
    void room.wait().then(() => {
      this.#isWaitingForRoom = false
      const { waitingPerClient } = this.#options.limits
      for (const client of this.#held) {
        if (room.isFull || this.#isStopped) break
        if (client.waiting < waitingPerClient) this.#release(client)
      }
    })
  }

  #release(client: ClientAccount): void {
    this.#held.delete(client)
    client.heldBack = false
    this.#legs.get(client)?.release("room")
  }

  /** A new connection has the routing id: the older one is a client no more. */
  #replace(client: ClientAccount, by: string): void {
    const leg = this.#legs.get(client)
    this.#forget(client)
    this.#parts.clients.leave(client)
    if (leg === undefined) return
    leg.release("room")
    this.#replaced.set(leg, { client, by, ticks: 0 })
  }

  /** It did not end by itself: two live clients bear one routing id. */
  #cutReplaced(leg: Leg, { client, by }: Replaced): void {
    this.#replaced.delete(leg)
    this.#parts.notices.takenOver(client.name, leg.address, by)
    leg.cut()
  }

  #forget(client: ClientAccount): void {
    this.#byRoutingId.delete(keyOf(client.routingId))
    this.#legs.delete(client)
    this.#held.delete(client)
    client.heldBack = false
  }

  #hasRoomFor(client: ClientAccount, leg: Leg, bytes: number): boolean {
    const unsent = leg.unsentBytes
    const bound = this.#isTight
      ? UNREAD_WHEN_TIGHT_BYTES
      : this.#options.limits.unreadBytesPerClient
    if (unsent === 0 || unsent + bytes <= bound) return true
    if (!this.#unread.has(client)) this.#parts.notices.unreadReplies(client, unsent)
    this.#unread.add(client)
    return false
  }

  /** As libzmq's ROUTER makes them: a zero byte and a number. */
  #ownRoutingId(): Buffer {
    for (;;) {
      const routingId = Buffer.alloc(5)
      routingId.writeUInt32BE(this.#nextRoutingId, 1)
      this.#nextRoutingId = (this.#nextRoutingId % 0xffff_ffff) + 1
      if (!this.#byRoutingId.has(keyOf(routingId))) return routingId
    }
  }
}

function keyOf(routingId: Buffer): string {
  return routingId.toString("latin1")
}
