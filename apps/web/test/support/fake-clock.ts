import type { Clock } from "../../src/stream/clock.js"

interface Timer {
  readonly atMs: number
  readonly task: () => void
}

/** A clock for tests: time passes when it is told to. */
export class FakeClock implements Clock {
  #nowMs = 1_000_000
  readonly #timers = new Set<Timer>()

  now(): number {
    return this.#nowMs
  }

  after(delayMs: number, task: () => void): () => void {
    const timer = { atMs: this.#nowMs + delayMs, task }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  /** Lets time pass, running what falls due, in order. */
  pass(ms: number): void {
    const untilMs = this.#nowMs + ms
    for (let due = this.#next(untilMs); due !== undefined; due = this.#next(untilMs)) {
      this.#timers.delete(due)
      this.#nowMs = due.atMs
      due.task()
    }
    this.#nowMs = untilMs
  }

  get pending(): number {
    return this.#timers.size
  }

  #next(untilMs: number): Timer | undefined {
    return [...this.#timers]
      .filter((timer) => timer.atMs <= untilMs)
      .sort((one, other) => one.atMs - other.atMs)[0]
  }
}
