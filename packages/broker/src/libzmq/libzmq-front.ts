import { randomBytes } from "node:crypto"
import { Message } from "@zmqscope/zmtp"
import { capability, Router } from "zeromq"
import type { ClientAccount } from "../accounts.js"
import type { Clients } from "../clients.js"
import { endpointOf } from "../endpoint.js"
import type { Front } from "../front.js"
import type { Intake } from "../intake.js"
import type { Notices } from "../notices.js"
import type { BrokerLimits } from "../options.js"
import type { Room } from "../room.js"
import { HANDSHAKE } from "./heartbeat.js"
import { ReadingTurn } from "./reading-turn.js"

/** libzmq options that zeromq.js does not name (zmq.h and zmq_draft.h). */
const ZMQ_ROUTER_NOTIFY = 97
const ZMQ_NOTIFY_CONNECT = 1
const ZMQ_DISCONNECT_MSG = 111

/**
 * Requests of one client that libzmq reads ahead of us: what may stand there beside all that the
 * broker's own bounds allow, and enough that a client which pipelines does not wait for us.
 */
const READ_AHEAD = 16

/**
 * Finds clients whose machine is gone. Not by ZMTP heartbeats: while a client is held back libzmq
 * reads nothing of it, its answers neither, and would cut it for being silent (docs/decisions/0010).
 */
const KEEP_ALIVE = {
  tcpKeepalive: 1,
  tcpKeepaliveIdle: 10,
  tcpKeepaliveInterval: 2,
  tcpKeepaliveCount: 5,
} as const

const NOTHING = Buffer.alloc(0)

/** How long a reply may wait for room towards its client: not at all. */
const SEND_NOW = 0

/** Ticks in which libzmq has told of a handshake whose announcement was read: it tells within milliseconds. */
const HANDSHAKE_TOLD_TICKS = 2

export interface LibzmqFrontParts {
  readonly clients: Clients
  readonly intake: Intake
  readonly room: Room
  readonly notices: Notices
}

export interface LibzmqFrontOptions {
  readonly host: string
  readonly port: number
  readonly limits: BrokerLimits
}

/**
 * A lone empty frame with a live client's routing id: the announcement of another connection that has
 * taken it over, or a message. What comes after it waits until a handshake tells.
 */
interface Doubt {
  readonly after: Buffer[][]
  ticks: number
}

/** Sets options that zeromq.js keeps protected. Its sockets are sealed: no fields here. */
class AnnouncingRouter extends Router {
  announce(farewell: Buffer): void {
    this.setInt32Option(ZMQ_ROUTER_NOTIFY, ZMQ_NOTIFY_CONNECT)
    this.setStringOption(ZMQ_DISCONNECT_MSG, farewell)
  }
}

/**
 * libzmq's ROUTER. Clients announce themselves: ROUTER_NOTIFY reports `[routing id, empty]` when one
 * joins. For the leaving, it would report the same two frames, which a DEALER client can also send;
 * ZMQ_DISCONNECT_MSG reports a message of our own instead, a random one that nobody can guess. When
 * another connection takes over a routing id, libzmq gives the older one an id of its own to leave by.
 */
export class LibzmqFront implements Front {
  /** Whether joining and leaving is reported: both options are draft. */
  readonly notifies = capability.draft === true
  readonly unsentBytes = 0
  readonly #parts: LibzmqFrontParts
  readonly #options: LibzmqFrontOptions
  readonly #farewell = randomBytes(16)
  readonly #router: AnnouncingRouter
  readonly #byRoutingId = new Map<string, ClientAccount>()
  readonly #doubts = new Map<string, Doubt>()
  /** Handshakes that libzmq told of, less announcements that were taken for theirs. */
  #unannounced = 0
  #isStopped = false

  constructor(parts: LibzmqFrontParts, options: LibzmqFrontOptions) {
    this.#parts = parts
    this.#options = options
    this.#router = new AnnouncingRouter({
      ...HANDSHAKE,
      ...KEEP_ALIVE,
      mandatory: true,
      handover: true,
      sendTimeout: SEND_NOW,
      linger: 0,
      receiveHighWaterMark: READ_AHEAD,
      // libzmq refuses peers older than ZMTP 3, and so all that is not ZMTP, where a ZAP domain is set.
      zapDomain: "zmqscope",
      maxMessageSize: options.limits.frameBytes,
      ipv6: options.host.includes(":"),
    })
    if (this.notifies) this.#router.announce(this.#farewell)
  }

  get endpoint(): string {
    return this.#router.lastEndpoint ?? ""
  }

  async listen(): Promise<void> {
    const { host, port } = this.#options
    await this.#router.bind(endpointOf(host, port))
    this.#listenForRefusals()
    this.#router.events.on("handshake", () => {
      this.#unannounced += 1
      this.#settleTakenOver()
    })
    void this.#read()
  }

  send({ routingId, isGone }: ClientAccount, reply: Message): false | Promise<boolean> {
    // Another connection may bear the routing id by now, and has not asked for this.
    if (isGone) return false
    // Gone (EHOSTUNREACH), or it does not read (EAGAIN): with a send timeout of 0 it says so at once.
    return this.#router.send(reply.frames.with(0, routingId)).then(sent, notSent)
  }

  disconnect(): boolean {
    return false
  }

  waitsLess(): void {}

  tick(): void {
    for (const [key, doubt] of this.#doubts) {
      doubt.ticks += 1
      if (doubt.ticks > HANDSHAKE_TOLD_TICKS) this.#settle(key, doubt, "message")
    }
  }

  stop(): void {
    this.#isStopped = true
  }

  close(): void {
    this.stop()
    this.#router.close()
  }

  /** Without room nothing is read. */
  async #read(): Promise<void> {
    const { room } = this.#parts
    const turn = new ReadingTurn()
    while (!this.#isStopped) {
      if (room.isFull) await room.wait()
      if (turn.isOver()) await turn.next()
      let frames: Buffer[]
      try {
        frames = await this.#router.receive()
      } catch (error) {
        if (this.#router.closed) return
        throw error
      }
      this.#accept(frames)
    }
  }

  #accept(received: Buffer[]): void {
    const [routingId] = received
    if (routingId === undefined) return
    const key = routingId.toString("latin1")
    const known = this.#byRoutingId.get(key)
    const doubt = this.#doubts.size === 0 ? undefined : this.#doubts.get(key)
    if (doubt !== undefined) {
      doubt.after.push(received)
      return
    }
    const frames = received.slice(1)
    if (frames.length === 1 && frames[0]?.equals(this.#farewell) === true) {
      if (known !== undefined) this.#leave(key, known)
      return
    }
    const isAnnounced = this.notifies && frames.length === 1 && frames[0]?.length === 0
    if (known !== undefined && isAnnounced) {
      this.#doubts.set(key, { after: [], ticks: 0 })
      this.#settleTakenOver()
      return
    }
    const client = known ?? this.#join(key, routingId)
    if (isAnnounced) {
      this.#unannounced -= 1
      return
    }
    if (frames.length <= this.#options.limits.framesPerMessage) {
      this.#parts.intake.take(client, Message.ofFrames(frames))
    } else this.#reject(client, frames)
  }

  /** As many as handshakes have not been announced otherwise, the oldest first. */
  #settleTakenOver(): void {
    for (const [key, doubt] of this.#doubts) {
      if (this.#unannounced <= 0) return
      this.#unannounced -= 1
      this.#settle(key, doubt, "taken over")
    }
  }

  #settle(key: string, { after }: Doubt, as: "taken over" | "message"): void {
    this.#doubts.delete(key)
    const client = this.#byRoutingId.get(key)
    if (client === undefined) return
    if (as === "taken over") {
      // A clash of two live ones, or one that came back before its leaving was read: libzmq does not tell.
      this.#leave(key, client)
      this.#join(key, client.routingId)
    } else this.#parts.intake.take(client, Message.ofFrames([NOTHING]))
    for (const frames of after) this.#accept(frames)
  }

  /** libzmq has read it whole by now, whatever its frames; it is dropped here. */
  #reject(client: ClientAccount, frames: readonly Buffer[]): void {
    const { intake, notices } = this.#parts
    const detail = `a message of ${frames.length} frames`
    notices.fault(
      { code: "message-too-large", detail },
      { side: "frontend", address: "", name: client.name },
    )
    intake.reject(
      client,
      frames.reduce((bytes, { length }) => bytes + length, 0),
    )
  }

  #join(key: string, routingId: Buffer): ClientAccount {
    const client = this.#parts.clients.join({ routingId: Buffer.from(routingId) })
    this.#byRoutingId.set(key, client)
    return client
  }

  #leave(key: string, client: ClientAccount): void {
    this.#byRoutingId.delete(key)
    this.#parts.clients.leave(client)
  }

  /** libzmq tells neither who it refuses nor from where. */
  #listenForRefusals(): void {
    const { events } = this.#router
    const refused = (why: string) => {
      const code = "handshake"
      this.#parts.notices.fault(
        { code, detail: why },
        { side: "frontend", address: "an address that libzmq does not tell" },
      )
    }
    events.on("handshake:error:protocol", ({ error }) => refused(error.message))
    events.on("handshake:error:auth", ({ error }) => refused(error.message))
    events.on("handshake:error:other", ({ error }) => refused(error.message))
  }
}

const sent = () => true
const notSent = () => false
