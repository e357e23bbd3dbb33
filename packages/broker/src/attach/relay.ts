import { connect, type Socket } from "node:net"
import {
  type Announced,
  type Fault,
  Follower,
  GREETING,
  ReadyGate,
  readsInto,
} from "@zmqscope/zmtp"
import type { Heard } from "../accounts.js"
import { monotonicUs } from "../clock.js"
import type { Address } from "../options.js"
import type { Passages } from "./passages.js"
import type { Sighting, Sightings } from "./sighting.js"

/** How long the other half may come no further with what is left to be said, once one has ended. */
const LAST_WORDS_MS = 10_000
const NO_ROUTING_ID = Buffer.alloc(0)

/** Which end of the connection: who came to us, or the broker that is watched. */
export type End = "peer" | "broker"
/** Who ended it first; `here`: it was cut. */
export type Ending = End | "here"

export interface RelayEvents {
  /** A part of the peer's greeting as it comes, before it is passed on; the relay may be cut. */
  greeting(bytes: Buffer): void
  /** The peer's routing id, empty where it has none; likewise. */
  announced(routingId: Buffer): void
  /** The broker says something while it is not joined. */
  answered(): void
  /** Both ends have said who they are. */
  joined(peer: Announced, broker: Announced): void
  /** A whole message has passed; look at it before the call returns. `isBrokerGone`: nobody gets it. */
  fromPeer(seen: Sighting, isBrokerGone: boolean): void
  /** The same the other way; `isPeerGone`: nobody gets it. */
  fromBroker(seen: Sighting, isPeerGone: boolean): void
  /** What one end sends cannot be understood from here on; it passes all the same. */
  opaque(end: End, fault: Fault): void
  /** The connection to the broker could not be made. */
  unreachable(error: NodeJS.ErrnoException): void
  /** One half has ended, before the other, or both are cut; what is left to say is heard still. */
  hungUp(first: Ending): void
  /** Both halves have ended. */
  closed(first: Ending): void
}

/**
 * One connection through us to somebody else's broker: two sockets, byte for byte, with back-pressure
 * both ways, each way followed as it passes. When one half ends, the other is ended.
 */
export class Relay implements Heard {
  /** Remote address, `host:port`. */
  readonly address: string
  /** Of the peer, not of the broker. */
  lastHeardAt = monotonicUs()
  readonly #peer: Socket
  readonly #broker: Socket
  readonly #sightings: Sightings
  readonly #passages: Passages
  /** Bytes that passed since what it carries cannot be understood; undefined while it can. */
  #opaque: { fromPeer: number; fromBroker: number } | undefined
  /** Give back what is looked at of messages that have not come whole. */
  readonly #unlook: (() => void)[] = []
  readonly #events: RelayEvents
  readonly #nextRoutingId: (() => Buffer) | undefined
  #routingId: Buffer = NO_ROUTING_ID
  #gate: ReadyGate | undefined
  #fromPeer: Follower | undefined
  #fromBroker: Follower | undefined
  #peerReady: Announced | undefined
  #brokerReady: Announced | undefined
  #first: Ending | undefined
  #greetingBytes = 0
  #isPeerClosed = false
  #isBrokerClosed = false
  #isConnected = false
  #lastWords: NodeJS.Timeout | undefined

  /** @param nextRoutingId for a peer that announces none; left out for workers, who need none */
  constructor(
    peer: Socket,
    target: Address,
    sightings: Sightings,
    passages: Passages,
    events: RelayEvents,
    nextRoutingId?: () => Buffer,
  ) {
    this.#peer = peer
    this.#sightings = sightings
    this.#passages = passages
    this.#events = events
    this.#nextRoutingId = nextRoutingId
    this.#gate = nextRoutingId === undefined ? undefined : new ReadyGate()
    this.address = `${peer.remoteAddress}:${peer.remotePort}`
    this.#fromPeer = this.#follow("peer", (seen) => {
      events.fromPeer(seen, this.#first === "broker")
    })
    this.#fromBroker = this.#follow("broker", (seen) => {
      events.fromBroker(seen, this.#first === "peer" || this.#first === "here")
    })
    const onread = readsInto((chunk) => this.#fromBrokerCame(chunk))
    this.#broker = connect({ ...target, noDelay: true, onread })
    this.#join()
  }

  get isHeldBack(): boolean {
    return this.#peer.isPaused()
  }

  /** What the peer announced; undefined before. */
  get peer(): Announced | undefined {
    return this.#peerReady
  }

  /** Whether the peer hung up on what the broker said that it is: of itself it has said nothing. */
  get isTurnedAway(): boolean {
    const isBrokerAlone = this.#brokerReady !== undefined && this.#peerReady === undefined
    return isBrokerAlone && this.#first === "peer" && this.#opaque === undefined
  }

  /** Whether both ends have said who they are. */
  get isJoined(): boolean {
    return this.#peerReady !== undefined && this.#brokerReady !== undefined
  }

  /** What the peer announced as its routing id, or was given; empty before. */
  get routingId(): Buffer {
    return this.#routingId
  }

  /** Whether the broker took the connection. */
  get isConnected(): boolean {
    return this.#isConnected
  }

  /** Bytes each way since it cannot be followed; undefined while it is. */
  get opaque(): Readonly<{ fromPeer: number; fromBroker: number }> | undefined {
    return this.#opaque
  }

  /** Ends the peer's half at once; what the broker had said to it is heard, and what it had said passes. */
  hangUp(): void {
    this.#endsBy("here")
    this.#peer.destroy()
  }

  /** Ends both halves at once. */
  cut(): void {
    this.#endsBy("here")
    this.#peer.destroy()
    this.#broker.destroy()
  }

  #join(): void {
    const [peer, broker] = [this.#peer, this.#broker]
    peer.on("data", (chunk: Buffer) => this.#fromPeerCame(chunk))
    broker.on("drain", () => peer.resume())
    peer.on("drain", () => broker.resume())
    broker.on("connect", () => {
      this.#isConnected = true
    })
    // A reset is a normal end; 'close' follows.
    peer.on("error", () => {})
    broker.on("error", (error: NodeJS.ErrnoException) => {
      if (!this.#isConnected) this.#events.unreachable(error)
    })
    // Who was held back by one that is gone has no 'drain' to wait for.
    peer.on("close", () => {
      this.#isPeerClosed = true
      broker.resume()
      this.#ended("peer")
    })
    broker.on("close", () => {
      this.#isBrokerClosed = true
      peer.resume()
      this.#ended("broker")
    })
    // What came before the end is still to be passed on, and what the other half has left is heard.
    peer.on("end", () => this.#halfEnded("peer"))
    broker.on("end", () => this.#halfEnded("broker"))
  }

  #halfEnded(end: End): void {
    this.#endsBy(end)
    if (end === "peer") this.#broker.end()
    else this.#peer.end()
    this.#lastWords ??= this.#hearOut(Number.POSITIVE_INFINITY)
  }

  #endsBy(first: Ending): void {
    this.#passages.lookAtAll()
    if (this.#first !== undefined) return
    this.#first = first
    this.#events.hungUp(first)
  }

  /** Cuts what comes no further. */
  #hearOut(unsentBefore: number): NodeJS.Timeout {
    return setTimeout(() => {
      const unsent = this.#peer.writableLength + this.#broker.writableLength
      if (unsent > 0 && unsent < unsentBefore) this.#lastWords = this.#hearOut(unsent)
      else this.cut()
    }, LAST_WORDS_MS)
  }

  #ended(end: End): void {
    this.#halfEnded(end)
    if (!this.#isPeerClosed || !this.#isBrokerClosed) return
    clearTimeout(this.#lastWords)
    for (const unlook of this.#unlook) unlook()
    this.#events.closed(this.#first ?? end)
  }

  #fromPeerCame(chunk: Buffer): void {
    const now = monotonicUs()
    this.lastHeardAt = now
    if (this.isJoined) {
      pass(chunk, this.#peer, this.#broker)
      this.#passages.add(this.#lookFromPeer, chunk, now)
      return
    }
    this.#passages.lookAtAll()
    this.#greeted(chunk)
    if (!this.#broker.writable) return
    this.#lookFromPeer(chunk)
    const bytes = this.#gate === undefined ? chunk : this.#throughGate(this.#gate, chunk)
    pass(bytes, this.#peer, this.#broker)
  }

  #fromBrokerCame(chunk: Buffer): void {
    if (this.isJoined) {
      // Before it is passed on: who gets it may be faster than we are.
      const now = monotonicUs()
      pass(chunk, this.#broker, this.#peer)
      this.#passages.add(this.#lookFromBroker, chunk, now)
      return
    }
    this.#passages.lookAtAll()
    this.#events.answered()
    this.#lookFromBroker(chunk)
    pass(chunk, this.#broker, this.#peer)
  }

  #greeted(chunk: Buffer): void {
    const greeting = chunk.subarray(0, GREETING.length - this.#greetingBytes)
    this.#greetingBytes += greeting.length
    if (greeting.length > 0) this.#events.greeting(greeting)
  }

  readonly #lookFromPeer = (chunk: Buffer): void => {
    if (this.#opaque !== undefined) this.#opaque.fromPeer += chunk.length
    const fault = this.#fromPeer?.push(chunk)
    if (fault !== undefined) this.#lose("peer", fault)
  }

  readonly #lookFromBroker = (chunk: Buffer): void => {
    if (this.#opaque !== undefined) this.#opaque.fromBroker += chunk.length
    const fault = this.#fromBroker?.push(chunk)
    if (fault !== undefined) this.#lose("broker", fault)
  }

  #throughGate(gate: ReadyGate, chunk: Buffer): Buffer {
    const passed = gate.push(chunk)
    const ready = this.#peerReady
    if (ready === undefined && this.#fromPeer !== undefined) return passed
    this.#gate = undefined
    const held =
      ready === undefined || isNamed(ready)
        ? gate.release()
        : gate.releaseWith(this.#routingId, ready.frameBytes)
    return passed.length === 0 ? held : Buffer.concat([passed, held])
  }

  #follow(end: End, passed: (seen: Sighting) => void): Follower {
    const sightings = this.#sightings
    let seen: Sighting | undefined
    this.#unlook.push(() => {
      if (seen !== undefined) sightings.give(seen)
      seen = undefined
    })
    return new Follower({
      ready: (announced) => this.#ready(end, announced),
      frame: (length) => {
        seen ??= sightings.take()
        seen.frame(length)
      },
      piece: (chunk, from, to, left) => seen?.piece(chunk, from, to, left),
      messageEnded: () => {
        if (seen === undefined) return
        passed(seen)
        sightings.give(seen)
        seen = undefined
      },
    })
  }

  #ready(end: End, announced: Announced): void {
    if (end === "broker") this.#brokerReady = announced
    else {
      this.#peerReady = announced
      const own = announced.properties.get("identity") ?? NO_ROUTING_ID
      this.#routingId = isNamed(announced) ? own : (this.#nextRoutingId?.() ?? own)
      this.#events.announced(own)
    }
    if (this.#peerReady === undefined || this.#brokerReady === undefined) return
    this.#events.joined(this.#peerReady, this.#brokerReady)
  }

  /** From here on both ways are bytes: of one alone nothing could be told. */
  #lose(end: End, fault: Fault): void {
    if (this.#fromPeer === undefined) return
    this.#fromPeer = undefined
    this.#fromBroker = undefined
    this.#opaque = { fromPeer: 0, fromBroker: 0 }
    for (const unlook of this.#unlook) unlook()
    if (end === "broker" && this.#gate !== undefined) {
      this.#broker.write(this.#gate.release())
      this.#gate = undefined
    }
    this.#events.opaque(end, fault)
  }
}

/** Who sends faster than the other takes is not read until that has caught up. */
function pass(chunk: Buffer, from: Socket, to: Socket): void {
  if (chunk.length === 0 || !to.writable) return
  if (!to.write(chunk)) from.pause()
}

function isNamed({ properties }: Announced): boolean {
  return (properties.get("identity")?.length ?? 0) > 0
}
