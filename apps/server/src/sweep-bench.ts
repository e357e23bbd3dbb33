import { setTimeout as wait } from "node:timers/promises"
import { FINE_STEP_MS, Histogram, TrialSum } from "@zmqscope/metrics"
import type { HistoryStep, OpenBehaviour, SweepOrder, SweepPoint } from "@zmqscope/protocol"
import type { RunModel } from "./run-model.js"
import type { SimulatorLink } from "./simulator-link.js"
import type { SweepBench } from "./sweeps.js"

const SIZE_BYTES = 64
const TIMEOUT_MS = 60_000
const OUTSTANDING = 10_000

/** A sweep on a scope: an open-loop client of its own asks the workers that are there. */
export class ScopeSweepBench implements SweepBench {
  readonly #runs: Pick<RunModel, "history" | "nowUnixMs">
  readonly #simulator: SimulatorLink
  readonly #sizeBytes: number
  #client: string | undefined
  #beganMs = 0

  constructor(
    runs: Pick<RunModel, "history" | "nowUnixMs">,
    simulator: SimulatorLink,
    { sizeBytes = SIZE_BYTES }: SweepOrder,
  ) {
    this.#runs = runs
    this.#simulator = simulator
    this.#sizeBytes = sizeBytes
  }

  async offer(perSecond: number): Promise<void> {
    const arrivals = { process: "poisson", perSecond } as const
    if (this.#client !== undefined) {
      await this.#simulator.changeClient(this.#client, { arrivals })
      return
    }
    const sizeBytes = this.#sizeBytes
    const behaviour: OpenBehaviour = {
      arrivals,
      sizeBytes,
      timeoutMs: TIMEOUT_MS,
      outstanding: OUTSTANDING,
    }
    const [client] = await this.#simulator.spawnClients(1, behaviour)
    this.#client = client?.name
  }

  async begin(): Promise<void> {
    this.#beganMs = this.#runs.nowUnixMs
    await this.#takeLatency()
  }

  async measure(perSecond: number): Promise<SweepPoint> {
    const latency = new Histogram()
    latency.addSparse([...(await this.#takeLatency())])
    const share = (of: number) => latency.percentile(of)
    const sum = new TrialSum()
    let last: HistoryStep | undefined
    for (const step of this.#runs.history.steps(FINE_STEP_MS, this.#beganMs)) {
      sum.add(step)
      last = step
    }
    const { returnedPerSecond, roundTripUs, busyShare } = sum.figures()
    return {
      perSecond,
      returnedPerSecond: returnedPerSecond ?? 0,
      intendedUs: { p50: share(0.5), p95: share(0.95), p99: share(0.99) },
      roundTripUs,
      busyShare,
      waiting: last?.waiting ?? 0,
    }
  }

  async end(): Promise<void> {
    if (this.#client !== undefined) await this.#simulator.remove("client", this.#client, "kill")
  }

  async wait(ms: number, signal: AbortSignal): Promise<void> {
    await wait(ms, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error
    })
  }

  async #takeLatency(): Promise<readonly number[]> {
    return this.#client === undefined ? [] : this.#simulator.takeLatency([this.#client])
  }
}
