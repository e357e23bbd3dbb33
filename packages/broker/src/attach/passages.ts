/** What may wait to be looked at: a turn of the event loop can bring a hundred times as much. */
const MAX_WAITING_BYTES = 1024 * 1024

/** Looks at bytes that have passed. */
export type Look = (chunk: Buffer) => void

interface Passage {
  readonly look: Look
  readonly chunk: Buffer
  /** On the clock of the records. */
  readonly passedAt: number
}

/**
 * What has passed in this turn of the event loop, and is looked at when all of it has: who waits for
 * the bytes has them sooner, and all at once, which costs a broker less than one by one. In the order
 * in which it passed, across all connections: a request before what the broker makes of it.
 */
export class Passages {
  readonly #clock: () => number
  #passed: Passage[] = []
  #bytes = 0
  #isScheduled = false
  /** When that passed which is looked at now; undefined while nothing is. */
  #passedAt: number | undefined

  /** @param clock microseconds on the clock of the records */
  constructor(clock: () => number) {
    this.#clock = clock
  }

  /** The clock of what is looked at: when it passed. Otherwise what it is now. */
  readonly now = (): number => this.#passedAt ?? this.#clock()

  /** @param chunk in memory of its own */
  add(look: Look, chunk: Buffer, passedAt: number): void {
    this.#passed.push({ look, chunk, passedAt })
    this.#bytes += chunk.length
    if (this.#bytes > MAX_WAITING_BYTES) this.lookAtAll()
    else if (!this.#isScheduled) {
      this.#isScheduled = true
      setImmediate(() => {
        this.#isScheduled = false
        this.lookAtAll()
      })
    }
  }

  /** Now: before anything is told that came later. */
  lookAtAll(): void {
    const passed = this.#passed
    if (passed.length === 0) return
    this.#passed = []
    this.#bytes = 0
    for (const { look, chunk, passedAt } of passed) {
      this.#passedAt = passedAt
      look(chunk)
    }
    this.#passedAt = undefined
  }
}
