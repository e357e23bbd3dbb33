import type { BodyFindings } from "@zmqscope/protocol"

/** While something is looked for, what is new is looked through so often, milliseconds. */
const EVERY_MS = 1500

/** Which envelopes hold a text in their bodies, as far as it has been looked for. */
export interface Bodies {
  /** Changes whenever an answer does. */
  readonly version: number
  has(text: string, number: number): boolean
}

export interface BodyBookParts {
  /** Looks for a text in the bodies of envelopes with a higher number. */
  readonly search: (text: string, after: number) => Promise<BodyFindings>
  /** The oldest envelope that has not ended: its reply is still to come. Null without one. */
  readonly oldestLive: () => number | null
}

interface Search {
  readonly numbers: Set<number>
  /** Up to here envelopes and their replies were looked at. */
  settledTo: number
  isAsking: boolean
  askedAtMs: number
  failure: string | null
  isCut: boolean
}

/**
 * The page holds no bodies: whoever does is asked for the texts that a filter names, and for what is
 * new again and again, as long as it names them.
 */
export class BodyBook implements Bodies {
  readonly #parts: BodyBookParts
  #searches = new Map<string, Search>()
  #version = 0

  constructor(parts: BodyBookParts) {
    this.#parts = parts
  }

  get version(): number {
    return this.#version
  }

  /** Some of what is looked for has no answer yet. */
  get isAsking(): boolean {
    return this.#all.some(({ askedAtMs, isAsking }) => isAsking && askedAtMs === 0)
  }

  /** Why the last look had no answer; null when it had. */
  get failure(): string | null {
    return this.#all.find(({ failure }) => failure !== null)?.failure ?? null
  }

  /** More envelopes hold it than are told of: the earliest are not. */
  get isCut(): boolean {
    return this.#all.some(({ isCut }) => isCut)
  }

  has(text: string, number: number): boolean {
    return this.#searches.get(text)?.numbers.has(number) ?? false
  }

  /** What is to be looked for from now on. */
  want(texts: readonly string[]): void {
    const wanted = texts.map((text) => [text, this.#searches.get(text) ?? newSearch()] as const)
    this.#searches = new Map(wanted)
  }

  /** Numbers mean other envelopes now. */
  clear(): void {
    this.#searches = new Map(Array.from(this.#searches.keys(), (text) => [text, newSearch()]))
    this.#version += 1
  }

  /** Once a frame. */
  work(nowMs: number): void {
    for (const [text, search] of this.#searches) {
      const isDue = search.askedAtMs === 0 || nowMs - search.askedAtMs >= EVERY_MS
      if (!search.isAsking && isDue) void this.#ask(text, search, nowMs)
    }
  }

  get #all(): readonly Search[] {
    return [...this.#searches.values()]
  }

  async #ask(text: string, search: Search, nowMs: number): Promise<void> {
    search.isAsking = true
    const oldestLive = this.#parts.oldestLive()
    try {
      const found = await this.#parts.search(text, search.settledTo)
      // What is no longer kept there is still what it was here.
      const before = search.numbers.size
      for (const number of found.numbers) search.numbers.add(number)
      search.isCut ||= found.isCut
      search.settledTo = Math.max(
        search.settledTo,
        Math.min(found.upTo, (oldestLive ?? Number.POSITIVE_INFINITY) - 1),
      )
      if (search.numbers.size > before || search.askedAtMs === 0) this.#version += 1
      search.failure = null
    } catch (error) {
      search.failure = error instanceof Error ? error.message : String(error)
    } finally {
      search.isAsking = false
      search.askedAtMs = nowMs
    }
  }
}

function newSearch(): Search {
  return {
    numbers: new Set(),
    settledTo: 0,
    isAsking: false,
    askedAtMs: 0,
    failure: null,
    isCut: false,
  }
}
