import { kneeOf } from "@zmqscope/metrics"
import { reasonOf, type Sweep, type SweepOrder, type SweepPoint } from "@zmqscope/protocol"
import { ProblemError } from "./problem.js"

/** The last so many are kept. */
const MAX_KEPT = 20
/** What returns less than this share of what was offered does not carry it, chance set apart. */
const CARRIED_SHARE = 0.9
/** Of few requests far fewer come than are offered by chance alone: so many standard deviations are none's fault. */
const BY_CHANCE = 2

/** What a sweep is run on. */
export interface SweepBench {
  /** From now on so much is offered. */
  offer(perSecond: number): Promise<void>
  /** What comes is measured from now on. */
  begin(): Promise<void>
  /** What was measured. */
  measure(perSecond: number): Promise<SweepPoint>
  /** Nothing more is offered. */
  end(): Promise<void>
  /** Resolves early when the signal aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>
}

interface Job {
  sweep: Sweep
  readonly cancelling: AbortController
  ended: Promise<void>
}

/** Sweeps of load against latency: one at a time, on a bench of its own each; the last ones are kept. */
export class Sweeps {
  readonly #openBench: (order: SweepOrder) => SweepBench
  readonly #onEnd: (sweep: Sweep) => void
  readonly #jobs: Job[] = []
  #count = 0

  constructor(openBench: (order: SweepOrder) => SweepBench, onEnd: (sweep: Sweep) => void) {
    this.#openBench = openBench
    this.#onEnd = onEnd
  }

  /** The last one first. */
  get all(): Sweep[] {
    return this.#jobs.map(({ sweep }) => sweep).toReversed()
  }

  get(number: number): Sweep {
    return this.#find(number).sweep
  }

  /** Throws ProblemError while another is running. */
  start(order: SweepOrder): Sweep {
    const running = this.#jobs.find(({ sweep }) => sweep.state === "running")
    if (running !== undefined) {
      const { number } = running.sweep
      const detail = `Sweep ${number} is running: wait for its end, or cancel it with DELETE /api/sweeps/${number}.`
      throw new ProblemError(409, "sweep-running", detail)
    }
    this.#count += 1
    const job: Job = {
      sweep: {
        number: this.#count,
        order,
        state: "running",
        failure: null,
        points: [],
        kneePerSecond: null,
      },
      cancelling: new AbortController(),
      ended: Promise.resolve(),
    }
    this.#jobs.push(job)
    if (this.#jobs.length > MAX_KEPT) this.#jobs.shift()
    const { sweep } = job
    job.ended = this.#run(job)
    return sweep
  }

  /** Resolves once nothing more is offered; one that has ended stays as it is. */
  async cancel(number: number): Promise<Sweep> {
    const job = this.#find(number)
    job.cancelling.abort()
    await job.ended
    return job.sweep
  }

  async close(): Promise<void> {
    await Promise.all(this.#jobs.map(({ sweep }) => this.cancel(sweep.number)))
  }

  async #run(job: Job): Promise<void> {
    const bench = this.#openBench(job.sweep.order)
    try {
      const state = await this.#steps(job, bench)
      await bench.end()
      this.#set(job, { state })
    } catch (error) {
      await bench.end().catch(() => {})
      const failure = reasonOf(error)
      this.#set(job, { state: "failed", failure })
    }
    this.#onEnd(job.sweep)
  }

  async #steps(job: Job, bench: SweepBench): Promise<Sweep["state"]> {
    const { perSecond, seconds, settleSeconds } = job.sweep.order
    const { signal } = job.cancelling
    for (const offered of perSecond) {
      if (signal.aborted) return "cancelled"
      await bench.offer(offered)
      await bench.wait(settleSeconds * 1000, signal)
      await bench.begin()
      await bench.wait(seconds * 1000, signal)
      if (signal.aborted) return "cancelled"
      const point = await bench.measure(offered)
      this.#add(job, point)
      if (!isCarried(point, seconds)) return "saturated"
    }
    return "done"
  }

  #add(job: Job, point: SweepPoint): void {
    const points = [...job.sweep.points, point]
    const curve = points.map(({ perSecond, intendedUs }) => ({ perSecond, us: intendedUs.p99 }))
    this.#set(job, { points, kneePerSecond: kneeOf(curve) })
  }

  #set(job: Job, change: Partial<Sweep>): void {
    job.sweep = { ...job.sweep, ...change }
  }

  #find(number: number): Job {
    const job = this.#jobs.find(({ sweep }) => sweep.number === number)
    if (job !== undefined) return job
    const detail = `There is no sweep ${number}; GET /api/sweeps lists the last ${MAX_KEPT}.`
    throw new ProblemError(404, "unknown-sweep", detail)
  }
}

/** Poisson arrivals of a mean vary by its root. */
function isCarried({ perSecond, returnedPerSecond }: SweepPoint, seconds: number): boolean {
  const offered = perSecond * seconds
  return returnedPerSecond * seconds >= CARRIED_SHARE * offered - BY_CHANCE * Math.sqrt(offered)
}
