import type { ClientBehaviour, WorkerBehaviour } from "@zmqscope/protocol"
import type { SimulatorLink } from "./simulator-link.js"

/** The load that a start without `--empty` shows: lively, small, with workers of differing speed. */
const CLIENT_THINK_MS = [20, 25, 30, 40]
const WORKER_MEDIAN_MS = [2, 6, 18]

export async function startDefaultLoad(simulator: SimulatorLink): Promise<void> {
  for (const medianMs of WORKER_MEDIAN_MS) await simulator.spawnWorkers(1, worker(medianMs))
  for (const meanMs of CLIENT_THINK_MS) await simulator.spawnClients(1, client(meanMs))
}

function client(meanMs: number): ClientBehaviour {
  return { pace: { mode: "think", meanMs }, sizeBytes: 64, timeoutMs: 10_000, retries: 3 }
}

function worker(medianMs: number): WorkerBehaviour {
  const serviceTime = { distribution: "log-normal", medianMs, sigma: 0.5 } as const
  return { serviceTime, failure: { mode: "none" } }
}
