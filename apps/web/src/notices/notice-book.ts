import { ValueStore } from "@zmqscope/model"
import type { Notice, StreamMessage } from "@zmqscope/protocol"
import { latestFirst } from "../latest-first.js"

/** Notices kept; the oldest go first. */
export const MAX_NOTICES = 200
/** A new one is told by itself at most so often, milliseconds. */
export const TELL_EVERY_MS = 15_000

export interface NoticeBookParts {
  /** Fetches GET /api/notices. */
  readonly load: () => Promise<readonly Notice[]>
  /** Tells of one that is new, and of how many more came since the last time; false: it did not. */
  readonly tell: (notice: Notice, more: number) => boolean
  /** A clock that only goes on, milliseconds. */
  readonly clock: () => number
}

export interface NoticesView {
  readonly notices: readonly Notice[]
  /** How many came since the list was last looked at. */
  readonly unread: number
}

const NONE: NoticesView = { notices: [], unread: 0 }

/** What the broker has told that somebody should know of. Times are on the clock of its current run. */
export class NoticeBook {
  readonly #parts: NoticeBookParts
  readonly #view = new ValueStore<NoticesView>(NONE)
  readonly get = this.#view.get
  readonly subscribe = this.#view.subscribe
  #run: string | null = null
  #toldAtMs = Number.NEGATIVE_INFINITY
  #untold = 0

  constructor(parts: NoticeBookParts) {
    this.#parts = parts
  }

  accept(message: StreamMessage): void {
    if (message.type === "notice") this.#add(message.notice)
    else if (message.type === "hello" && message.run !== null) this.#begin(message.run)
  }

  /** Somebody looks at the list. */
  markRead(): void {
    const { notices, unread } = this.get()
    if (unread > 0) this.#view.set({ notices, unread: 0 })
  }

  /** A connection: what came meanwhile is asked for; on the clock of another run all of it is told anew. */
  #begin(run: string): void {
    if (run !== this.#run) this.#view.set(NONE)
    this.#run = run
    this.#parts.load().then(
      (notices) => {
        if (run === this.#run)
          this.#view.set({
            ...this.get(),
            notices: latestFirst(MAX_NOTICES, this.get().notices, notices),
          })
      },
      // The next connection asks again, and what is new comes by itself.
      () => {},
    )
  }

  /** One that comes again counts more of the same. */
  #add(notice: Notice): void {
    const { notices, unread } = this.get()
    this.#view.set({ notices: latestFirst(MAX_NOTICES, notices, [notice]), unread: unread + 1 })
    const nowMs = this.#parts.clock()
    const isDue = nowMs - this.#toldAtMs >= TELL_EVERY_MS
    if (!isDue || !this.#parts.tell(notice, this.#untold)) {
      this.#untold += 1
      return
    }
    this.#toldAtMs = nowMs
    this.#untold = 0
  }
}
