import { once } from "node:events"
import { setTimeout as wait } from "node:timers/promises"
import { inspect } from "node:util"

/** What a probe gives while the fact it looks for does not hold yet. */
export type NotYet = undefined | null | false

export interface EventuallyOptions {
  /** A limit for machines under load, not an expectation; 60 s when left out. */
  readonly timeoutMs?: number
}

const FIRST_INTERVAL_MS = 2
const LONGEST_INTERVAL_MS = 100

/**
 * Waits until `probe` gives a fact, and returns it. A probe that gives `undefined`, `null` or
 * `false`, or that throws (a failed `expect` inside it, say), is asked again. Past the limit it
 * rejects with `what`, and with the last value or, as the cause, the last error.
 */
export async function eventually<T>(
  probe: () => T | NotYet | Promise<T | NotYet>,
  what: string,
  { timeoutMs = 60_000 }: EventuallyOptions = {},
): Promise<T> {
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(), timeoutMs)
  const givenUp = once(limit.signal, "abort").then((): Seen<T> => ({ kind: "no-answer" }))
  try {
    for (let intervalMs = FIRST_INTERVAL_MS; ; intervalMs = grown(intervalMs)) {
      const seen = await Promise.race([ask(probe), givenUp])
      if (seen.kind === "fact") return seen.fact
      await wait(intervalMs, undefined, { signal: limit.signal }).catch(() => {})
      if (limit.signal.aborted) throw notSeen(what, timeoutMs, seen)
    }
  } finally {
    clearTimeout(timer)
  }
}

type Seen<T> =
  | { readonly kind: "fact"; readonly fact: T }
  | { readonly kind: "not-yet"; readonly value: unknown }
  | { readonly kind: "error"; readonly error: unknown }
  | { readonly kind: "no-answer" }

async function ask<T>(probe: () => T | NotYet | Promise<T | NotYet>): Promise<Seen<T>> {
  try {
    const value = await probe()
    if (value === undefined || value === null || value === false) return { kind: "not-yet", value }
    return { kind: "fact", fact: value }
  } catch (error) {
    return { kind: "error", error }
  }
}

function grown(intervalMs: number): number {
  return Math.min(intervalMs * 2, LONGEST_INTERVAL_MS)
}

function notSeen(what: string, timeoutMs: number, seen: Seen<unknown>): Error {
  const text = `not seen within ${timeoutMs} ms: ${what}`
  if (seen.kind === "error") {
    const reason = seen.error instanceof Error ? seen.error.message : String(seen.error)
    return new Error(`${text} (last error: ${reason})`, { cause: seen.error })
  }
  if (seen.kind === "not-yet") return new Error(`${text} (last value: ${inspect(seen.value)})`)
  return new Error(`${text} (the probe did not answer)`)
}
