import { compileEvents, type EventTerm, type Node } from "@zmqscope/filter"
import { ValueStore } from "@zmqscope/model"
import type { LoggedEvent, StreamMessage } from "@zmqscope/protocol"
import { latestFirst } from "../latest-first.js"
import { reasonOf } from "../reason.js"

/** Events asked for at once. */
const PAGE = 200
/** Events on the page; the oldest go first. */
export const MAX_SHOWN = 1000

/** Fetches GET /api/events: the latest that match, before a number where one is given. */
export type LoadEvents = (
  filter: string,
  before: number | null,
  limit: number,
) => Promise<readonly LoggedEvent[]>

export interface EventsView {
  readonly state: "idle" | "loading" | "ready" | "failed"
  /** The latest first. */
  readonly events: readonly LoggedEvent[]
  /** There are none before these. */
  readonly isWhole: boolean
  /** Why the last request failed. */
  readonly failure: string | null
}

const NOTHING: EventsView = { state: "idle", events: [], isWhole: false, failure: null }

/** The log of events as one filter narrows it: asked for when somebody looks, and told live from then on. */
export class EventBook {
  readonly #load: LoadEvents
  readonly #view = new ValueStore<EventsView>(NOTHING)
  readonly get = this.#view.get
  readonly subscribe = this.#view.subscribe
  #filter = ""
  #matches: (event: LoggedEvent) => boolean = () => true
  #asked = 0

  constructor(load: LoadEvents) {
    this.#load = load
  }

  /** Somebody looks, through a filter that is understood. */
  open(filter: string, terms: readonly Node<EventTerm>[]): void {
    const test = compileEvents(terms)
    this.#filter = filter
    this.#matches = test === null ? () => true : (event) => test(event, undefined)
    this.#view.set({ ...NOTHING, state: "loading" })
    void this.#ask(null)
  }

  /** Nobody looks. */
  close(): void {
    this.#asked += 1
    this.#view.set(NOTHING)
  }

  /** What was before those that are shown. */
  loadOlder(): void {
    const { events, state } = this.get()
    const before = events.at(-1)?.number
    if (state === "ready" && before !== undefined) void this.#ask(before)
  }

  /** Again, after it failed. */
  retry(): void {
    if (this.get().state === "failed") void this.#ask(null)
  }

  accept(message: StreamMessage): void {
    const { state, events } = this.get()
    if (state === "idle") return
    // What happened while nobody told is asked for.
    if (message.type === "hello") void this.#ask(null)
    else if (message.type === "events") {
      const news = message.events.filter(this.#matches)
      if (news.length > 0)
        this.#view.set({ ...this.get(), events: latestFirst(MAX_SHOWN, events, news) })
    }
  }

  async #ask(before: number | null): Promise<void> {
    this.#asked += 1
    const asked = this.#asked
    try {
      const told = await this.#load(this.#filter, before, PAGE)
      if (asked !== this.#asked) return
      const view = this.get()
      this.#view.set({
        state: "ready",
        events: latestFirst(MAX_SHOWN, view.events, told),
        isWhole: told.length < PAGE || (before === null && view.isWhole),
        failure: null,
      })
    } catch (error) {
      if (asked !== this.#asked) return
      this.#view.set({ ...this.get(), state: "failed", failure: reasonOf(error) })
    }
  }
}
