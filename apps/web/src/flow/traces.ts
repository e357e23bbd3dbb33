import type { End } from "./ends.js"
import type { FlowLayout } from "./layout.js"

/** The ways that are traced: what an envelope passed, of which no time is known. */
export type Way = "asked" | "dealt" | "replied" | "returned"

export function isReply(way: Way): boolean {
  return way === "replied" || way === "returned"
}

/** So many envelopes are traced in a second at most, however many pass; below half of it, each. */
const MOST_TRACED = 90
const CAPACITY = 2048
/** How long a streak is on its way, whatever the speed: it says that something passed. */
const STREAK_MS = 320
const STREAK_REM = 2

export interface Trace {
  way: Way
  client: number
  /** -1 when it went to none. */
  worker: number
  atMs: number
}

/** A streak: the part of a way between two heights of x. */
export interface Streak {
  readonly way: Way
  /** -1 when it went to none. */
  readonly worker: number
  /** Of the peer whose wire it runs on. */
  readonly end: End
  readonly fromX: number
  readonly toX: number
}

/** What passed a moment ago, as streaks along the wires. Not what stands anywhere: nothing is counted. */
export class Traces {
  #traces: Trace[] = []
  /** Every `each`-th envelope is traced; 1: every one. Not whole, so that it follows the rate evenly. */
  each = 1

  /** Takes up how many pass in a second of the page. */
  thin(perSecond: number): void {
    this.each = Math.max(1, perSecond / MOST_TRACED + 0.5)
  }

  add(number: number, way: Way, client: number, worker: number, atMs: number): void {
    if (share(number) * this.each >= 1 || this.#traces.length >= CAPACITY) return
    this.#traces.push({ way, client, worker, atMs })
  }

  /** Nothing runs to or from a worker that has gone. */
  drop(worker: number): void {
    this.#traces = this.#traces.filter((trace) => trace.worker !== worker)
  }

  clear(): void {
    this.#traces = []
  }

  /** Those that are on their way; forgets those that have arrived. */
  streaks(layout: FlowLayout, nowMs: number, endOf: (trace: Trace) => End | undefined): Streak[] {
    if ((this.#traces[0]?.atMs ?? nowMs) < nowMs - STREAK_MS) {
      this.#traces = this.#traces.filter(({ atMs }) => atMs >= nowMs - STREAK_MS)
    }
    const streaks: Streak[] = []
    for (const trace of this.#traces) {
      const { way, worker } = trace
      const end = endOf(trace)
      if (end === undefined) continue
      const [from, to] = wayOf(way, layout, endX(end))
      const length = (STREAK_REM * layout.rem) / Math.max(1, Math.abs(to - from))
      const head = ((nowMs - trace.atMs) / STREAK_MS) * (1 + length)
      const x = (part: number) => from + (to - from) * Math.min(1, Math.max(0, part))
      streaks.push({ way, worker, end, fromX: x(head - length), toX: x(head) })
    }
    return streaks
  }

  get size(): number {
    return this.#traces.length
  }
}

/** Where its wire ends: nothing moves among the cells of a matrix, where what stands is as level as a streak. */
function endX({ cellPx, x, levelX }: End): number {
  return cellPx === 0 ? x : levelX
}

function wayOf(way: Way, { routerX, radius }: FlowLayout, end: number): readonly [number, number] {
  switch (way) {
    case "asked":
      return [end, routerX - radius]
    case "returned":
      return [routerX - radius, end]
    case "dealt":
      return [routerX + radius, end]
    case "replied":
      return [end, routerX + radius]
  }
}

/** A number's own, from 0 up to 1: the same envelopes are traced on every wire. */
function share(number: number): number {
  return (Math.imul(number, 0x9e3779b1) >>> 0) / 2 ** 32
}
