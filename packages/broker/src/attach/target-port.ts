import type { Notice } from "@zmqscope/protocol"
import { canTalk, type Fault } from "@zmqscope/zmtp"
import { endpointOf } from "../endpoint.js"
import type { Notices } from "../notices.js"
import type { Target, TargetAddress } from "../options.js"
import type { Toll } from "./observer.js"
import { type Found, probe } from "./probe.js"

/** Ticks between two questions whether a broker that is not there has come: a second. */
const PROBE_TICKS = 10
/** Between two whether one that is there still lives, while it says nothing: 5 s. */
const DOUBT_TICKS = 50

type State = "unknown" | "there" | "away" | "wrong"

/** Socket types that each port of a broker may have. */
const EXPECTED: Readonly<Record<Notice["side"], readonly string[]>> = {
  frontend: ["ROUTER", "REP"],
  backend: ["DEALER", "ROUTER"],
}
const WHO: Readonly<Record<Notice["side"], string>> = {
  frontend: "a client (REQ)",
  backend: "a worker (REP)",
}
const OTHER = { frontend: "backend", backend: "frontend" } as const

/** One port of the broker that is watched: whether it is there, told once each time that it changes. */
export class TargetPort {
  readonly address: TargetAddress
  readonly #target: Target
  readonly #side: Notice["side"]
  readonly #mark: Buffer
  readonly #notices: Notices
  #cameBack = false
  #state: State = "unknown"
  #socketType = ""
  #wasReached = false
  #isProbing = false
  /** Since it was last asked, or last said something. */
  #ticks = 0

  /** @param mark by which a question that comes back to us is known */
  constructor(side: Notice["side"], target: Target, mark: Buffer, notices: Notices) {
    this.#side = side
    this.#mark = mark
    this.#target = target
    this.address = target[side]
    this.#notices = notices
  }

  /** Asks whether the broker is there. */
  open(): void {
    void this.#probe()
  }

  /** A connection could not be made. */
  unreachable(error: NodeJS.ErrnoException): void {
    this.#becomes("away", () => this.#tellAway(error.message))
  }

  /** The broker went while it was watched, and took along so many requests; others are at workers. */
  gone({ lost, atWorkers, patienceMs }: Toll): void {
    this.#becomes("away", () => {
      const text = `The broker at ${this.#endpoint} went away, and with it ${counted(lost)} in it${kept(atWorkers, patienceMs)}.`
      const advice = "Start it again: peers connect again by themselves, and the watch goes on."
      this.#notices.add("broker-away", this.#subject, text, advice)
    })
  }

  /** It went together with the other port, which has told of it. */
  goneToo(): void {
    this.#becomes("away", () => {})
  }

  /** What answers does not speak ZeroMQ. */
  notZmtp({ detail }: Fault): void {
    this.#becomes("wrong", () => {
      const text = `What answers at ${this.#endpoint} does not speak ZeroMQ: ${detail}.`
      const advice = this.#rightPort
      this.#notices.add("broker-wrong", this.#subject, text, advice)
    })
  }

  /** Of who answers there; empty where that is not known. */
  get socketType(): string {
    return this.#socketType
  }

  /** Whether it is the peer that came to the wrong port, and not the port that is wrong. */
  isWrongFor(peerType: string): boolean {
    return (
      this.#state !== "wrong" && this.#socketType !== "" && !canTalk(peerType, this.#socketType)
    )
  }

  /** Somebody spoke ZMTP there, a socket of this type; empty where its mechanism hides it. */
  meet(socketType: string): void {
    const isExpected = socketType === "" || EXPECTED[this.#side].includes(socketType)
    if (isExpected) this.reached(socketType)
    else this.#mismatched(socketType)
  }

  /** A socket that peers of this port can talk to. */
  reached(socketType: string): void {
    this.#socketType = socketType
    this.#wasReached = true
    const wasAway = this.#state === "away" || this.#state === "wrong"
    this.#becomes("there", () => {
      if (!wasAway) return
      const text = `The broker at ${this.#endpoint} answers again.`
      this.#notices.add("broker-back", this.#subject, text, "Nothing need be done.")
    })
  }

  /** Who answers has another socket type than clients, or workers, can talk to. */
  #mismatched(socketType: string): void {
    this.#becomes("wrong", () => {
      const text = `What answers at ${this.#endpoint} is a ${socketType} socket, and ${WHO[this.#side]} cannot talk to it.`
      const isOther = EXPECTED[OTHER[this.#side]].includes(socketType)
      const advice = isOther
        ? `Are ${this.#givenBy("frontend")} and ${this.#givenBy("backend")} the wrong way round?`
        : this.#rightPort
      this.#notices.add("broker-wrong", this.#subject, text, advice)
    })
  }

  /** What was passed on has come back, or seems to: nobody answers, and ever more connections come. */
  inCircle(): void {
    this.#cameBack = true
    this.#becomes("wrong", () => {
      const text = `What connects to ${this.#endpoint} comes back here: it leads in a circle, or nobody answers there and many wait.`
      const advice = `Give the ${this.#side} port of the broker itself, not of what is attached to it.`
      this.#notices.add("broker-wrong", this.#subject, text, advice)
    })
  }

  /** The broker said something, on a connection that it took earlier. */
  heard(): void {
    if (this.#state === "there") this.#ticks = 0
    else if (this.#state === "away") this.reached(this.#socketType)
  }

  /**
   * Ten times a second.
   * @param isAwaited whether a request or a handshake is under way: a broker that says nothing then
   *   may be stopped, or hang, and no connection tells
   */
  tick(isAwaited: boolean): void {
    const isThere = this.#state === "there"
    if (isThere && !isAwaited) this.#ticks = 0
    else this.#ticks += 1
    if (this.#ticks < (isThere ? DOUBT_TICKS : PROBE_TICKS)) return
    this.#ticks = 0
    void this.#probe()
  }

  get #subject() {
    return { side: this.#side, address: `${this.address.host}:${this.address.port}` }
  }

  get #endpoint(): string {
    return endpointOf(this.address.host, this.address.port)
  }

  /** As of the command `attach`, where nothing is known. */
  #givenBy(side: Notice["side"]): string {
    return this.#target[side].givenBy ?? `--${side}`
  }

  get #rightPort(): string {
    return `Give the ${this.#side} port of the broker with ${this.#givenBy(this.#side)}: a ${EXPECTED[this.#side].join(" or ")} socket.`
  }

  #becomes(state: State, tell: () => void): void {
    if (this.#state === state) return
    tell()
    this.#state = state
  }

  async #probe(): Promise<void> {
    if (this.#isProbing) return
    this.#isProbing = true
    this.#cameBack = false
    const found = await probe(this.address, this.#mark)
    this.#isProbing = false
    // One that came back here was ended here.
    if (!this.#cameBack) this.#take(found)
  }

  #take(found: Found): void {
    switch (found.kind) {
      case "silent":
        this.#becomes("away", () => this.#tellAway(found.reason))
        break
      case "mute":
        this.#becomes("away", () => this.#tellMute())
        break
      case "fault":
        this.notZmtp(found.fault)
        break
      case "socket":
        this.meet(found.socketType)
        break
      default:
        found satisfies never
    }
  }

  #tellMute(): void {
    const [who, why, advice] = this.#wasReached
      ? [
          "The broker",
          "it is stopped, or hangs",
          "Let it go on, or start it again; what is in it waits until then.",
        ]
      : [
          "What is",
          "a broker that is stopped, or no ZeroMQ socket at all (a web server waits to be asked)",
          this.#rightPort,
        ]
    const text = `${who} at ${this.#endpoint} takes connections and says nothing: ${why}.`
    this.#notices.add("broker-away", this.#subject, text, advice)
  }

  #tellAway(reason: string): void {
    const text = `No broker answers at ${this.#endpoint}: ${reason}.`
    const advice =
      "Start it, or give its address; peers are refused until then, and try again by themselves."
    this.#notices.add("broker-away", this.#subject, text, advice)
  }
}

function kept(atWorkers: number, patienceMs: number): string {
  if (atWorkers === 0) return ""
  const those = atWorkers === 1 ? "1 is at a worker" : `${atWorkers} are at workers`
  return `; ${those}, and lost if no reply comes within ${patienceMs / 1000} s`
}

function counted(lost: number): string {
  if (lost === 0) return "nothing: no request was"
  return lost === 1 ? "1 request that was" : `${lost} requests that were`
}
