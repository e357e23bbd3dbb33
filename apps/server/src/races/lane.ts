import { setTimeout as wait } from "node:timers/promises"
import { FINE_STEP_MS, Histogram, leastRoundTrips, mergeSteps, TrialSum } from "@zmqscope/metrics"
import type {
  HistoryStep,
  LaneNow,
  LaneOrder,
  LaneSecond,
  Lane as LaneState,
  RaceAction,
  RaceOrder,
  RoundFigures,
} from "@zmqscope/protocol"
import type { Scope } from "../scope.js"
import { doTo, type RacePeers } from "./actions.js"

const LOOK_MS = 20
/** Every step of a time has closed so long after it. */
const CLOSED_MS = 300

/** One way of dealing in a race, on a broker of its own: its peers in a round, and what it measured. */
export class Lane {
  readonly letter: string
  readonly order: LaneOrder
  readonly #race: RaceOrder
  #scope: Scope | null
  #peers: RacePeers = { clients: [], workers: [], lastWorker: undefined }
  /** What had passed before this round began. */
  #before = { received: 0, returned: 0, lost: 0 }
  #rounds: RoundFigures[] = []
  #seconds: LaneSecond[] = []
  /** When this round's measured time began; undefined before the first. */
  #fromMs: number | undefined

  constructor(letter: string, order: LaneOrder, race: RaceOrder, scope: Scope) {
    this.letter = letter
    this.order = order
    this.#race = race
    this.#scope = scope
  }

  get rounds(): readonly RoundFigures[] {
    return this.#rounds
  }

  /** Spawns the workers of a round; resolves when the broker sees all of them. */
  async spawnWorkers(signal: AbortSignal): Promise<void> {
    const { simulator } = this.#live.link
    const { received = 0, returned = 0, lost = 0 } = this.#live.runs.current?.fold.totals ?? {}
    this.#before = { received, returned, lost }
    const workers: string[] = []
    for (const behaviour of this.#race.workers) {
      for (const { name } of await simulator.spawnWorkers(1, behaviour)) workers.push(name)
    }
    this.#peers = { clients: [], workers, lastWorker: this.#race.workers.at(-1) }
    await this.#until(({ workers: seen }) => seen.size === workers.length, signal)
  }

  /** Spawns the clients: their schedules begin. */
  async spawnClients(): Promise<void> {
    const { count, behaviour } = this.#race.clients
    const spawned = await this.#live.link.simulator.spawnClients(count, behaviour)
    this.#peers = { ...this.#peers, clients: spawned.map(({ name }) => name) }
  }

  /** From this moment on it is measured, Unix milliseconds. */
  async beginMeasuring(fromMs: number): Promise<void> {
    this.#fromMs = fromMs
    await this.#live.link.simulator.takeLatency(this.#peers.clients)
  }

  async act(action: RaceAction): Promise<void> {
    this.#peers = await doTo(this.#live.link.simulator, this.#peers, action, this.#race)
  }

  /** Ends the burst that goes on. */
  async calmDown(): Promise<void> {
    const { arrivals } = this.#race.clients.behaviour
    const { simulator } = this.#live.link
    await Promise.all(this.#peers.clients.map((name) => simulator.changeClient(name, { arrivals })))
  }

  /** Takes down what the round gave, which ends at `untilMs`. */
  async takeRound(untilMs: number, signal: AbortSignal): Promise<void> {
    const { clients } = this.#peers
    const intended = await this.#live.link.simulator.takeLatency(clients)
    const { runs } = this.#live
    while (runs.nowUnixMs < untilMs + CLOSED_MS) await wait(LOOK_MS, undefined, { signal })
    const steps = this.#steps().filter((step) => step.startMs < untilMs)
    this.#rounds.push(roundFigures(steps, intended))
  }

  /** Kills everybody, clients first, so that no request is dealt to nobody; resolves when all have gone. */
  async clear(signal: AbortSignal): Promise<void> {
    const { simulator } = this.#live.link
    const { clients, workers } = this.#peers
    this.#peers = { clients: [], workers: [], lastWorker: undefined }
    await Promise.all(clients.map((name) => simulator.remove("client", name, "kill")))
    await Promise.all(
      workers.flatMap((name) => (name === null ? [] : [simulator.remove("worker", name, "kill")])),
    )
    await this.#until((seen) => seen.clients.size === 0 && seen.workers.size === 0, signal)
  }

  /** Its broker goes; what it measured stays. */
  close(): void {
    this.#seconds = this.#secondsNow()
    this.#scope = null
  }

  state(): LaneState {
    return {
      ...this.order,
      letter: this.letter,
      broker: this.#scope?.name ?? null,
      now: this.#now(),
      seconds: this.#secondsNow(),
      rounds: [...this.#rounds],
    }
  }

  get #live(): Scope {
    if (this.#scope === null) throw new Error(`lane ${this.letter} is over`)
    return this.#scope
  }

  #now(): LaneNow | null {
    const fold = this.#scope?.runs.current?.fold
    if (fold === undefined) return null
    const byName = new Map(Array.from(fold.workers.values(), (one) => [one.identity.name, one]))
    const { waiting, received, returned, lost } = fold.totals
    const workers = this.#peers.workers.flatMap((name, index) => {
      const seen = name === null ? undefined : byName.get(name)
      if (name === null || seen === undefined) return []
      return [{ place: index + 1, name, outstanding: seen.outstanding }]
    })
    return {
      waiting,
      unseen: fold.unseen,
      workers,
      received: received - this.#before.received,
      returned: returned - this.#before.returned,
      lost: lost - this.#before.lost,
    }
  }

  /** From the start of the warm-up to the end of what is measured. */
  #secondsNow(): LaneSecond[] {
    const fromMs = this.#fromMs
    if (fromMs === undefined || this.#scope === null) return this.#seconds
    const untilMs = fromMs + this.#race.seconds * 1000
    const sinceMs = fromMs - this.#race.warmupSeconds * 1000
    const steps = this.#live.runs.history
      .steps(FINE_STEP_MS, sinceMs)
      .filter((step) => step.startMs < untilMs)
      .map((step) => ({ ...step, startMs: step.startMs - fromMs }))
    return mergeSteps(steps, 1000).map((step) => laneSecond(step))
  }

  #steps(): HistoryStep[] {
    return this.#live.runs.history.steps(FINE_STEP_MS, this.#fromMs ?? Number.POSITIVE_INFINITY)
  }

  async #until(
    isSo: (seen: {
      clients: ReadonlyMap<number, unknown>
      workers: ReadonlyMap<number, unknown>
    }) => boolean,
    signal: AbortSignal,
  ): Promise<void> {
    for (;;) {
      const fold = this.#live.runs.current?.fold
      if (fold !== undefined && isSo(fold)) return
      await wait(LOOK_MS, undefined, { signal })
    }
  }
}

function laneSecond(step: HistoryStep): LaneSecond {
  return {
    second: Math.floor((step.startMs + step.widthMs / 2) / 1000),
    returned: step.returned,
    p99Us: percentileOf(step.latency, 0.99, 1),
    depth: depthOf(step),
    idleWhileQueuedUs: step.workers.reduce((sum, worker) => sum + worker[4], 0),
  }
}

function roundFigures(steps: readonly HistoryStep[], intended: readonly number[]): RoundFigures {
  const sum = new TrialSum()
  for (const step of steps) sum.add(step)
  const figures = sum.figures()
  return {
    received: steps.reduce((total, step) => total + step.received, 0),
    returnedPerSecond: figures.returnedPerSecond,
    roundTrips: figures.roundTrips,
    p50Us: figures.roundTripUs.p50,
    p95Us: figures.roundTripUs.p95,
    p99Us: figures.roundTripUs.p99,
    intendedP99Us: percentileOf(intended, 0.99, leastRoundTrips(0.99)),
    deepest: steps.reduce((deepest, step) => Math.max(deepest, depthOf(step)), 0),
    idleWhileQueuedUs: figures.idleWhileQueuedUs,
    lost: figures.lost,
  }
}

/** Waiting in the broker, or behind the request that a worker has in hand. */
function depthOf({ waiting, unseen, workers }: HistoryStep): number {
  return workers.reduce((sum, worker) => sum + Math.max(0, worker[2] - 1), waiting + unseen)
}

/** Null where there are fewer than `least`. */
function percentileOf(sparse: readonly number[], share: number, least: number): number | null {
  const latency = new Histogram()
  latency.addSparse(sparse)
  return latency.count < least ? null : latency.percentile(share)
}
