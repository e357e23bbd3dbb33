import type { LoggedEvent } from "@zmqscope/protocol"

/** Events that are kept in memory, the last ones; those of the file are read back up to as many. */
export const MAX_EVENTS = 20_000
/** Joins and leaves that are logged one by one in one second; of more it is said how many. */
const PEERS_PER_SECOND = 100

/** What is to be logged. */
export type NewEvent = Omit<LoggedEvent, "number" | "atMs" | "count"> & { readonly count?: number }

/** Where events outlive the process. */
export interface EventSink {
  append(event: LoggedEvent): void
}

/** What happened, the last of it; told on to whoever listens. */
export class EventLog {
  readonly #now: () => number
  readonly #sink: EventSink | undefined
  readonly #listen: (event: LoggedEvent) => void
  readonly #events: LoggedEvent[]
  #next: number
  #secondMs = 0
  #peersInSecond = 0

  /**
   * @param now Unix milliseconds
   * @param before what is known from before, in its order
   */
  constructor(
    now: () => number,
    listen: (event: LoggedEvent) => void,
    {
      before = [],
      sink,
    }: { readonly before?: readonly LoggedEvent[]; readonly sink?: EventSink } = {},
  ) {
    this.#now = now
    this.#listen = listen
    this.#sink = sink
    this.#events = before.slice(-MAX_EVENTS)
    this.#next = (before.at(-1)?.number ?? 0) + 1
  }

  add(event: NewEvent): void {
    const atMs = this.tick()
    if (event.kind === "join" || event.kind === "leave") {
      this.#peersInSecond += 1
      if (this.#peersInSecond > PEERS_PER_SECOND) return
    }
    this.#append(event, atMs)
  }

  /** Now and then: says what was not logged one by one. Gives the time, Unix milliseconds. */
  tick(): number {
    const atMs = this.#now()
    // Either way: the clock may be set back.
    if (Math.abs(atMs - this.#secondMs) >= 1000) this.#beginSecond(atMs)
    return atMs
  }

  /** No more comes: says at once what was not logged one by one. */
  close(): void {
    this.#beginSecond(this.#now())
  }

  /** The latest first. */
  *latestFirst(before = Number.POSITIVE_INFINITY): Generator<LoggedEvent> {
    for (let at = this.#events.length - 1; at >= 0; at -= 1) {
      const event = this.#events[at]
      if (event !== undefined && event.number < before) yield event
    }
  }

  #beginSecond(atMs: number): void {
    const left = this.#peersInSecond - PEERS_PER_SECOND
    this.#secondMs = atMs
    this.#peersInSecond = 0
    if (left <= 0) return
    const text = `${left} more joins and leaves in one second were not logged one by one.`
    const nobody = { side: null, name: null, address: "", advice: "" }
    this.#append({ kind: "gap", text, count: left, ...nobody }, atMs)
  }

  #append({ count = 1, ...event }: NewEvent, atMs: number): void {
    const logged = { ...event, number: this.#next, atMs, count }
    this.#next += 1
    this.#events.push(logged)
    // In blocks: to shift so long a list at each event would cost.
    if (this.#events.length > 1.1 * MAX_EVENTS)
      this.#events.splice(0, this.#events.length - MAX_EVENTS)
    this.#sink?.append(logged)
    this.#listen(logged)
  }
}
