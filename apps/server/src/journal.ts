import type {
  ClientEvent,
  LoggedEvent,
  Marker,
  Notice,
  NoticeKind,
  WorkerEvent,
} from "@zmqscope/protocol"
import { Attendance, type Attendant, type Side } from "./attendance.js"
import type { BrokerRun } from "./broker-run.js"
import { EventLog, type EventSink, type NewEvent } from "./events/event-log.js"

/** Events that go out to viewers at once; of more the latest do, and the rest can be asked for. */
const MAX_TOLD = 200

export interface JournalParts {
  /** How a peer of the broker is called here. */
  readonly nameOf: (side: Side, peer: { readonly name: string }) => string
  /** Unix milliseconds. */
  readonly now: () => number
  /** Where events outlive the process, and those that did. */
  readonly kept?: { readonly sink: EventSink; readonly before: readonly LoggedEvent[] } | undefined
}

/** Takes down what happened, over all runs of the broker: as events, and by peer. */
export class Journal {
  readonly attendance = new Attendance()
  readonly events: EventLog
  readonly #nameOf: JournalParts["nameOf"]
  #faults: ReadonlySet<string> = new Set()
  #untold: LoggedEvent[] = []

  constructor({ nameOf, now, kept }: JournalParts) {
    this.#nameOf = nameOf
    this.events = new EventLog(now, (event) => this.#untold.push(event), kept)
  }

  /** A peer has joined or left. */
  peer(run: BrokerRun, message: ClientEvent | WorkerEvent): void {
    const side = message.type
    const identity = message.type === "client" ? message.client : message.worker
    const { index, address = "", socketType = "" } = identity
    const name = this.#nameOf(side, identity)
    const peer: Attendant = { side, name, address }
    const isJoining = message.event === "joined"
    if (isJoining) this.attendance.joined(peer, index, run.fold.unixMs(message.at))
    else this.attendance.left(side, index)
    const where = [socketType, address === "" ? "" : `at ${address}`].filter((part) => part !== "")
    const text = `${name} ${isJoining ? "joined" : "left"}${where.length > 0 ? `: ${where.join(" ")}` : ""}.`
    this.events.add({ kind: isJoining ? "join" : "leave", ...peer, text, advice: "" })
  }

  notice({ kind, side: port, name: told, address, text, advice, count }: Notice): void {
    const side: Side = port === "frontend" ? "client" : "worker"
    const name = told === null ? null : this.#nameOf(side, { name: told })
    if (name !== null) this.attendance.blamed({ side, name, address }, text)
    this.events.add({ kind: NOTICE_EVENTS[kind], side, name, address, text, advice, count })
  }

  /** Something was marked beside the charts, or could have been; `about` whom, where it is one side's. */
  marked(kind: Marker["kind"], text: string, about: Concerned = NOBODY): void {
    this.events.add({ ...NOBODY, ...about, kind, text: sentence(text) })
  }

  /** What does not add up now, a sentence each. */
  faults(faults: readonly string[]): void {
    for (const fault of faults) {
      if (!this.#faults.has(fault)) this.events.add({ ...NOBODY, kind: "fault", text: fault })
    }
    this.#faults = new Set(faults)
  }

  /** The broker has gone. */
  runEnded(): void {
    this.attendance.clear()
  }

  /** What viewers have not been told; call it now and then. */
  takeUntold(): readonly LoggedEvent[] {
    this.events.tick()
    const untold = this.#untold.slice(-MAX_TOLD)
    this.#untold = []
    return untold
  }
}

/** Whom an event is about: one side, and of it one peer where no more are concerned. */
export type Concerned = Pick<NewEvent, "side" | "name">

const NOBODY = { side: null, name: null, address: "", advice: "" } satisfies Partial<NewEvent>

function sentence(text: string): string {
  const first = text.slice(0, 1).toUpperCase()
  return `${first}${text.slice(1)}${text.endsWith(".") ? "" : "."}`
}

/** Which sort of event each kind of notice is. */
const NOTICE_EVENTS: Readonly<Record<NoticeKind, NewEvent["kind"]>> = {
  "not-zmtp": "refuse",
  "old-zmtp": "refuse",
  mechanism: "refuse",
  "socket-type": "refuse",
  "too-many-connections": "refuse",
  "no-files": "refuse",
  malformed: "cut",
  handshake: "cut",
  "frame-too-large": "cut",
  "message-too-large": "cut",
  "taken-over": "cut",
  silent: "cut",
  "same-routing-id": "notice",
  "malformed-reply": "notice",
  "malformed-request": "notice",
  "no-heartbeats": "notice",
  "unread-replies": "notice",
  "broker-away": "notice",
  "broker-back": "notice",
  "broker-wrong": "notice",
  opaque: "notice",
  suppressed: "notice",
}
