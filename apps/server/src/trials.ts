import { FINE_STEP_MS, type History, TrialSum } from "@zmqscope/metrics"
import type { BrokerSettings, Trial } from "@zmqscope/protocol"

/** Those before are forgotten. */
export const MAX_TRIALS = 200
/** A shorter stretch is a change on its way (peers spawned one by one), and no trial. */
const LEAST_MS = 1000
/** Who is there for so long has come to stay, as far as a trial goes. */
const STEADY_MS = 500
/** Of many changes at once the last ones are told. */
const MAX_CHANGES = 20
/** Every step of a time has closed so long after it. */
const CLOSED_MS = 2000

/** How things stand, and so what a trial is of. */
export interface Setup {
  readonly settings: BrokerSettings
  readonly clients: number
  readonly workers: number
}

interface Stretch {
  readonly number: number
  readonly changes: readonly string[]
  fromMs: number
  untilMs: number | null
  setup: Setup
  readonly sum: TrialSum
}

/**
 * Results that stay: each stretch between two changes, with what was set and what was measured. A
 * stretch begins with the step in which its change fell, so what a kill lost is in the stretch after
 * it. Round trips count where they end, as everywhere.
 */
export class Trials {
  readonly #history: Pick<History, "steps">
  readonly #setup: () => Setup
  /** Who was there at the last look, and since when. */
  #seen = { clients: 0, workers: 0, sinceMs: 0 }
  /** Oldest first; the last goes on. */
  #stretches: Stretch[] = []

  constructor(history: Pick<History, "steps">, setup: () => Setup) {
    this.#history = history
    this.#setup = setup
  }

  /** Something is otherwise from here on, Unix milliseconds. */
  change(text: string, atMs: number): void {
    this.#takeSteps(atMs)
    const fromMs = startOf(atMs)
    const last = this.#stretches.at(-1)
    const isTrial = last !== undefined && fromMs - last.fromMs >= LEAST_MS && last.sum.watchedMs > 0
    if (isTrial) last.untilMs = fromMs
    else this.#stretches.pop()
    // How it stood at the very beginning is no change, however many steps it took.
    const isFirst = this.#stretches.length === 0
    const before = isTrial ? [] : (last?.changes ?? [])
    this.#begin(fromMs, isFirst ? [] : [...before, text].slice(-MAX_CHANGES))
  }

  /** Takes the steps that have closed since. Call it some times a second. */
  follow(nowMs: number): void {
    const last = this.#stretches.at(-1)
    if (last === undefined) {
      this.#begin(startOf(nowMs), [])
      return
    }
    this.#takeSteps(nowMs)
    // Who is spawned is told of before the broker has seen them, who is killed after it has.
    const { clients, workers } = this.#setup()
    const { clients: clientsSeen, workers: workersSeen, sinceMs } = this.#seen
    if (clientsSeen !== clients || workersSeen !== workers) {
      this.#seen = { clients, workers, sinceMs: nowMs }
    } else if (nowMs - sinceMs >= STEADY_MS) last.setup = { ...last.setup, clients, workers }
  }

  /** The clock was set back: what happened before did so that much earlier by it. */
  moveBack(byMs: number): void {
    for (const stretch of this.#stretches) {
      stretch.fromMs -= byMs
      if (stretch.untilMs !== null) stretch.untilMs -= byMs
      stretch.sum.moveBack(byMs)
    }
  }

  /** The one that goes on, and the one before it, which may still take steps. */
  latest(): Trial[] {
    return described(this.#stretches.slice(-2))
  }

  /** Oldest first. */
  list(): Trial[] {
    return described(this.#stretches)
  }

  #takeSteps(nowMs: number): void {
    for (const { fromMs, untilMs, sum } of this.#stretches) {
      if (untilMs !== null && nowMs - untilMs > CLOSED_MS) continue
      const sinceMs = Math.max(fromMs, sum.untilMs)
      for (const step of this.#history.steps(FINE_STEP_MS, sinceMs)) {
        if (untilMs === null || step.startMs < untilMs) sum.add(step)
      }
    }
  }

  #begin(fromMs: number, changes: readonly string[]): void {
    const number = (this.#stretches.at(-1)?.number ?? 0) + 1
    const setup = this.#setup()
    const sum = new TrialSum()
    const stretch = { number, changes, fromMs, untilMs: null, setup, sum }
    this.#stretches.push(stretch)
    if (this.#stretches.length > MAX_TRIALS) this.#stretches.shift()
  }
}

/** Of the step that a moment is in. */
function startOf(atMs: number): number {
  return Math.floor(atMs / FINE_STEP_MS) * FINE_STEP_MS
}

function described(stretches: readonly Stretch[]): Trial[] {
  return stretches.map(({ number, changes, fromMs, untilMs, setup, sum }) => ({
    number,
    fromMs,
    untilMs,
    changes: [...changes],
    ...setup,
    figures: sum.figures(),
  }))
}
