import type { Cause, Notice, NoticeKind } from "@zmqscope/protocol"
import type { Fault, FaultCode } from "@zmqscope/zmtp"
import type { ClientAccount, WorkerAccount } from "./accounts.js"

/** Notices told in one second; what is more is counted, and told of as one. */
const TOLD_PER_SECOND = 20
const SECOND_US = 1_000_000

type Side = Notice["side"]

/** Who it is about. */
export interface Subject {
  readonly side: Side
  readonly address: string
  readonly name?: string
}

/** Tells people of what they can do something about, and no more often than they can read it. */
export class Notices {
  readonly #now: () => number
  readonly #tell: (notice: Notice) => void
  /** Of all, told or not. */
  #count = 0
  #secondStart = 0
  #toldInSecond = 0
  #suppressed = 0

  /** @param now microseconds on the clock of the records */
  constructor(now: () => number, tell: (notice: Notice) => void) {
    this.#now = now
    this.#tell = tell
  }

  add(kind: NoticeKind, subject: Subject, text: string, advice: string): void {
    this.tick()
    this.#count += 1
    if (this.#toldInSecond >= TOLD_PER_SECOND) {
      this.#suppressed += 1
      return
    }
    this.#toldInSecond += 1
    const { side, address, name = null } = subject
    const at = this.#now()
    this.#tell({ number: this.#count, at, kind, side, address, name, text, advice, count: 1 })
  }

  /** A peer was cut for what it sent. */
  fault({ code, detail }: Fault, subject: Subject): void {
    this.add(code, subject, textOf(code, detail, subject), adviceFor(code, subject.side))
  }

  overLimit(subject: Subject, limit: number): void {
    const text = `${limit} connections stand at ${PORTS[subject.side]}, as many as may; one more, from ${subject.address}, was refused.`
    this.add(
      "too-many-connections",
      subject,
      text,
      "Close peers that are not needed, or let the process open more files (ulimit -n).",
    )
  }

  notAccepted(subject: Subject, error: NodeJS.ErrnoException): void {
    const text = `The system let nobody in at ${PORTS[subject.side]}: ${error.message}.`
    const advice =
      "Let the process open more files (ulimit -n), or close peers that are not needed."
    this.add("no-files", subject, text, advice)
  }

  takenOver(name: string, address: string, by: string): void {
    const text = `Two clients bear the routing id of ${name}: ${by} took it over, and ${address} was cut.`
    const advice = "Give each client a routing id of its own, or none."
    this.add("taken-over", { side: "frontend", address, name }, text, advice)
  }

  /** Somebody else's ROUTER has two peers of one routing id. */
  sameRoutingId({ name, address = "" }: ClientAccount): void {
    const text = `${name}, at ${address}, bears the routing id of another client that is connected: a ROUTER serves one of them, libzmq's the first, and takes nothing from the other.`
    const advice =
      "Give each client a routing id of its own, or none; or let the broker's ROUTER hand over (ZMQ_ROUTER_HANDOVER)."
    this.add("same-routing-id", { side: "frontend", address, name }, text, advice)
  }

  unreadReplies({ name, address = "" }: ClientAccount, bytes: number): void {
    const text = `${name} does not read its replies: ${bytes} bytes stand; what comes beyond is undeliverable.`
    const advice =
      "Look whether the client still receives; it may be stopped, or send without reading."
    this.add("unread-replies", { side: "frontend", address, name }, text, advice)
  }

  noHeartbeats({ name, address, socketType }: WorkerAccount): void {
    const text = `${name} (${socketType}) speaks ZMTP 3.0, which has no heartbeats: should it stop, only its end of TCP tells.`
    const advice = "Nothing need be done; look at the age of the oldest request at it."
    this.add("no-heartbeats", { side: "backend", address, name }, text, advice)
  }

  silent({ name, address, outstanding }: WorkerAccount): void {
    const text = `${name} gave no sign of life for 2.5 s, PINGs unanswered, and was cut with ${outstanding} requests.`
    const advice =
      "Look whether its process is stopped, or its machine gone; a live one connects again by itself."
    this.add("silent", { side: "backend", address, name }, text, advice)
  }

  stalled({ name, address, outstanding }: WorkerAccount): void {
    const text = `${name} took nothing of what was sent to it for 15 s, and said nothing; it was cut with ${outstanding} requests.`
    const advice =
      "Look whether its process is stopped, or hangs; a live one connects again by itself."
    this.add("silent", { side: "backend", address, name }, text, advice)
  }

  strayReply({ name, address }: WorkerAccount): void {
    const text = `${name} sent something that is no reply to what it has; it was dropped.`
    const advice =
      "A DEALER worker sends back all frames up to and with the empty one, then its answer, once a request."
    this.add("malformed-reply", { side: "backend", address, name }, text, advice)
  }

  unreadableReply({ name, address }: WorkerAccount, client: string): void {
    const text = `${name} replied to ${client} without the empty frame before the body, or without a body: REQ cannot read it. It was refused, and the request is lost.`
    const advice = "Send back all frames up to and with the empty one, then the answer."
    this.add("malformed-reply", { side: "backend", address, name }, text, advice)
  }

  undelimitedRequest({ name, address = "" }: ClientAccount, worker: string): void {
    const text = `${name} asked without an empty frame before the body, or without a body: ${worker} is a REP, and drops that. The request is lost.`
    const advice =
      "A DEALER client sends an empty frame first, then the body, as REQ does by itself."
    this.add("malformed-request", { side: "frontend", address, name }, text, advice)
  }

  /** A connection to somebody else's broker that cannot be followed. */
  opaque(subject: Subject, { code, detail }: Fault): void {
    const text = `A connection from ${subject.address} cannot be understood (${detail}); it passes as bytes, and what it carries is not shown.`
    const advice =
      code === "mechanism"
        ? "Nothing need be done; only what is not encrypted can be watched."
        : "Nothing need be done, unless this peer should be seen: it must speak ZMTP 3 with mechanism NULL."
    this.add("opaque", subject, text, advice)
  }

  /**
   * One that somebody else's broker refuses, or that refuses it.
   * @param peerType empty for one that hung up without a word of itself
   */
  misplaced({ side, address }: Subject, peerType: string, brokerType: string): void {
    const why = peerType === "" ? "it hung up, so most likely the two" : "the two"
    const text = `A ${peerType || "ZeroMQ"} socket at ${address} came to ${PORTS[side]}, where the broker has a ${brokerType || "socket"}: ${why} cannot talk.`
    const advice =
      side === "backend" && brokerType === "ROUTER"
        ? "Workers of this broker are REQ or DEALER sockets that say when they are ready; a REP, as a simulated worker is, is none."
        : adviceFor("socket-type", side)
    this.add("socket-type", { side, address }, text, advice)
  }

  /** Tells what was left out in the second before. */
  tick(): void {
    const at = this.#now()
    if (at - this.#secondStart < SECOND_US) return
    const count = this.#suppressed
    this.#secondStart = at
    this.#toldInSecond = 0
    this.#suppressed = 0
    if (count === 0) return
    this.#tell({
      number: this.#count,
      at,
      kind: "suppressed",
      side: "frontend",
      address: "",
      name: null,
      text: `${count} more of these in one second were not told one by one.`,
      advice: "Look at the ones before: they are most likely of the same kind.",
      count,
    })
  }
}

const PORTS: Readonly<Record<Side, string>> = {
  frontend: "the clients' port",
  backend: "the workers' port",
}

function textOf(code: FaultCode, detail: string, { side, address, name }: Subject): string {
  const who = name === undefined ? `A peer at ${address}` : `${name} at ${address}`
  const verb = code === "message-too-large" || code === "frame-too-large" ? "sent" : "came with"
  switch (code) {
    case "socket-type":
      return `${who} came to ${PORTS[side]} with ${detail}, which cannot talk to a ${side === "frontend" ? "ROUTER" : "DEALER"}; it was refused.`
    case "frame-too-large":
    case "message-too-large":
      return `${who} ${verb} ${detail}; it was cut, and the message dropped.`
    case "malformed":
      return `${who} broke the protocol (${detail}); it was cut.`
    case "not-zmtp":
      return `${who} does not speak ZeroMQ: ${detail}; it was refused.`
    case "old-zmtp":
    case "mechanism":
      return `${who} was refused: ${detail}.`
    case "handshake":
      return `${who} did not get through the handshake: ${detail}; it was cut.`
    default:
      return code satisfies never
  }
}

/** Why a worker's connection ended that was cut for a fault. */
export function causeOf({ code }: Fault): Cause {
  return code === "message-too-large" || code === "frame-too-large" ? "too-large" : "malformed"
}

/** What to do, by the condition and the port that it came to. */
function adviceFor(code: FaultCode, side: Side): string {
  switch (code) {
    case "socket-type":
      return side === "frontend"
        ? "Clients (REQ, DEALER) connect here. A worker (REP, DEALER) belongs at the workers' port: are the ports swapped?"
        : "Workers (REP, DEALER) connect here. A client (REQ) belongs at the clients' port: are the ports swapped?"
    case "not-zmtp":
      return "Point it at another port: the dashboard has its own, and this one takes ZeroMQ sockets alone."
    case "old-zmtp":
      return "Use a library that speaks ZMTP 3, as libzmq does since version 4.0 (2013)."
    case "mechanism":
      return "This broker speaks mechanism NULL. Leave CURVE, PLAIN and GSSAPI unset at the peer."
    case "handshake":
      return "Look whether the peer is a ZeroMQ socket that is alive, and keep its metadata under 8 KiB."
    case "malformed":
      return "The peer's ZeroMQ library, or something between it and here, changes bytes: look there."
    case "frame-too-large":
    case "message-too-large":
      return "Send it in several messages, or pass a reference to it instead."
    default:
      return code satisfies never
  }
}
