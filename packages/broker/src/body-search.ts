import type { BodyFindings } from "@zmqscope/protocol"
import type { KeptMessage } from "./frame-ring.js"
import type { KeptFrames } from "./kept-frames.js"

/** How long it looks in one turn of the event loop, milliseconds: forwarding must not wait for it. */
const SLICE_MS = 2
/** Envelopes between two looks at the clock. */
const ENVELOPES_A_LOOK = 16

export interface BodyQuery {
  /** Looked for in the bodies as text (UTF-8), whatever its case. */
  readonly text: string
  /** Envelopes up to this number are not looked at. */
  readonly after: number
  /** The most that are found: the latest. */
  readonly limit: number
}

/** Looks for text in what is kept of bodies, a little in each turn, one search after another. */
export class BodySearch {
  readonly #kept: Pick<KeptFrames, "latest" | "oldest" | "look">
  readonly #now: () => number
  readonly #turn: () => Promise<void>
  #last: Promise<unknown> = Promise.resolve()

  /**
   * @param now milliseconds
   * @param turn resolves in a later turn of the event loop
   */
  constructor(
    kept: Pick<KeptFrames, "latest" | "oldest" | "look">,
    now: () => number = () => performance.now(),
    turn: () => Promise<void> = () => new Promise((resolve) => setImmediate(resolve)),
  ) {
    this.#kept = kept
    this.#now = now
    this.#turn = turn
  }

  find(query: BodyQuery): Promise<BodyFindings> {
    const found = this.#last.then(() => this.#find(query))
    this.#last = found
    return found
  }

  async #find({ text, after, limit }: BodyQuery): Promise<BodyFindings> {
    const wanted = text.toLowerCase()
    const { latest: upTo, oldest } = this.#kept
    const numbers: number[] = []
    const last = Math.max(after + 1, oldest)
    let number = upTo
    let until = this.#now() + SLICE_MS
    for (; number >= last && numbers.length < limit; number -= 1) {
      if (number % ENVELOPES_A_LOOK === 0 && this.#now() > until) {
        await this.#turn()
        until = this.#now() + SLICE_MS
      }
      if (this.#kept.look(number)?.messages.some((message) => holds(message, wanted)) === true) {
        numbers.push(number)
      }
    }
    return { numbers, upTo, oldest, isCut: number >= last }
  }
}

/** Whether a frame behind the first empty one holds the text, as far as it is kept. */
function holds({ frames }: KeptMessage, wanted: string): boolean {
  const delimiter = frames.findIndex(({ sizeBytes }) => sizeBytes === 0)
  return frames
    .slice(delimiter + 1)
    .some(({ head }) => head.toString("utf8").toLowerCase().includes(wanted))
}
