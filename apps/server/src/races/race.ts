import { setTimeout as wait } from "node:timers/promises"
import { FINE_STEP_MS, verdict } from "@zmqscope/metrics"
import {
  RACE_FIGURES,
  type RaceAction,
  type RaceOrder,
  type RacePhase,
  type Race as RaceState,
  type RaceVerdict,
  reasonOf,
  type ScheduledAction,
} from "@zmqscope/protocol"
import type { Scope } from "../scope.js"
import { Lane } from "./lane.js"

const LETTERS = ["a", "b", "c", "d"] as const

export interface LaneBrokers {
  /** Starts a broker of its own for a lane, with nobody on it. */
  readonly add: (name: string, order: RaceOrder, lane: number) => Promise<Scope>
  readonly remove: (name: string) => Promise<void>
}

/**
 * Ways of dealing side by side, each a broker of its own with the same seeded arrivals and service
 * times, in rounds that start together. A round's peers are new ones, so each has its own arrivals,
 * and whom one round killed the next has again.
 */
export class Race {
  readonly number: number
  readonly order: RaceOrder
  readonly #brokers: LaneBrokers
  readonly #cancelled = new AbortController()
  #phase: RacePhase = "setting-up"
  #why = ""
  #round = 1
  /** When this round's measured time begins, Unix milliseconds. */
  #fromMs = Number.POSITIVE_INFINITY
  #lanes: readonly Lane[] = []
  #done: ScheduledAction[] = []
  #verdicts: readonly RaceVerdict[] = []
  /** Several actions at once would see each other's peers half done. */
  #acting: Promise<unknown> = Promise.resolve()

  constructor(number: number, order: RaceOrder, brokers: LaneBrokers) {
    this.number = number
    this.order = order
    this.#brokers = brokers
  }

  get isOver(): boolean {
    return this.#phase === "done" || this.#phase === "cancelled" || this.#phase === "failed"
  }

  /** Whether something can be done to its lanes. */
  get isRunning(): boolean {
    return this.#phase === "measuring" || this.#phase === "warming-up"
  }

  /** Resolves when it is over, however it ended, and its brokers have gone. */
  async run(): Promise<void> {
    const names = this.order.lanes.map((_, index) => `race-${this.number}-${LETTERS[index]}`)
    let ended: RacePhase = "done"
    try {
      const starting = names.map((name, index) => this.#startLane(name, index))
      this.#lanes = await allOf(starting)
      for (; ; this.#round += 1) {
        await this.#runRound()
        if (this.#round === this.order.rounds) break
      }
    } catch (error) {
      ended = this.#cancelled.signal.aborted ? "cancelled" : "failed"
      if (ended === "failed") this.#why = reasonOf(error)
    }
    for (const lane of this.#lanes) lane.close()
    await Promise.allSettled(names.map((name) => this.#brokers.remove(name)))
    this.#phase = ended
  }

  cancel(): void {
    this.#cancelled.abort()
  }

  /** Does the same to every lane, at one moment. */
  async act(action: RaceAction): Promise<void> {
    const task = this.#acting.then(async () => this.#actNow(action))
    this.#acting = task.catch(() => {})
    await task
  }

  state(): RaceState {
    const { rounds } = this.order
    const share = Math.min(1, this.#elapsedMs / (this.order.seconds * 1000))
    return {
      number: this.number,
      order: this.order,
      phase: this.#phase,
      why: this.#why,
      round: this.#round,
      elapsedMs: this.#elapsedMs,
      progress: this.#phase === "done" ? 1 : (this.#round - 1 + share) / rounds,
      lanes: this.#lanes.map((lane) => lane.state()),
      done: [...this.#done],
      verdicts: [...this.#verdicts],
    }
  }

  get #elapsedMs(): number {
    return Math.min(Math.max(0, Date.now() - this.#fromMs), this.order.seconds * 1000)
  }

  async #startLane(name: string, index: number): Promise<Lane> {
    const scope = await this.#brokers.add(name, this.order, index)
    const order = this.order.lanes[index]
    const letter = LETTERS[index]
    if (order === undefined || letter === undefined) throw new Error(`no lane ${index}`)
    return new Lane(letter, order, this.order, scope)
  }

  async #runRound(): Promise<void> {
    const { signal } = this.#cancelled
    const { seconds, warmupSeconds } = this.order
    this.#done = []
    await allOf(this.#lanes.map((lane) => lane.spawnWorkers(signal)))
    await allOf(this.#lanes.map((lane) => lane.spawnClients()))
    this.#phase = "warming-up"
    const fromMs = stepAfter(Date.now() + warmupSeconds * 1000)
    const untilMs = fromMs + seconds * 1000
    this.#fromMs = fromMs
    await until(fromMs, signal)
    await allOf(this.#lanes.map((lane) => lane.beginMeasuring(fromMs)))
    this.#phase = "measuring"
    await this.#followSchedule(fromMs, signal)
    await until(untilMs, signal)
    await this.#acting
    this.#phase = "clearing"
    await allOf(this.#lanes.map((lane) => lane.takeRound(untilMs, signal)))
    this.#verdicts = this.#judge()
    await allOf(this.#lanes.map((lane) => lane.clear(signal)))
  }

  async #followSchedule(fromMs: number, signal: AbortSignal): Promise<void> {
    const { schedule, seconds } = this.order
    const inOrder = schedule
      .filter(({ atMs }) => atMs < seconds * 1000)
      .toSorted((a, b) => a.atMs - b.atMs)
    for (const { atMs, action } of inOrder) {
      await until(fromMs + atMs, signal)
      await this.act(action)
    }
  }

  async #actNow(action: RaceAction): Promise<void> {
    if (!this.isRunning) return
    const atMs = Math.round(this.#elapsedMs)
    await allOf(this.#lanes.map((lane) => lane.act(action)))
    this.#done.push({ atMs, action })
    if (action.do === "burst") void this.#calmDownAfter(action.forMs, this.#round)
  }

  /** The burst ends by itself, unless its round does before. */
  async #calmDownAfter(forMs: number, round: number): Promise<void> {
    await wait(forMs)
    if (!this.isRunning || this.#round !== round) return
    await Promise.allSettled(this.#lanes.map((lane) => lane.calmDown()))
  }

  #judge(): readonly RaceVerdict[] {
    return RACE_FIGURES.map((figure) =>
      verdict(
        figure,
        this.#lanes.map((lane) => lane.rounds.map((round) => round[figure])),
      ),
    )
  }
}

/** As Promise.all, but waits for all of them before it rejects, so that nothing goes on behind. */
async function allOf<T>(tasks: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(tasks)
  return Promise.all(tasks)
}

async function until(atMs: number, signal: AbortSignal): Promise<void> {
  await wait(Math.max(0, atMs - Date.now()), undefined, { signal })
}

function stepAfter(atMs: number): number {
  return Math.ceil(atMs / FINE_STEP_MS) * FINE_STEP_MS
}
