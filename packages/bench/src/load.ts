import type { Totals } from "@zmqscope/protocol"
import { callApi } from "./api.js"

export interface Load {
  readonly clients: number
  /** Requests a second of each client; a lock-step one asks for less where replies are late. */
  readonly perClient: number
  readonly workers: number
  /** How long a worker takes for a request. */
  readonly serviceMs: number
}

const PER_CLIENT = 50
const SERVICE_MS = 1
const LEAST_WORKERS = 4
/** Of what workers could do, how much is asked of them: they keep up, and are seen at work. */
const WORKER_USE = 0.5

/** Peers for so many requests a second: more of them, not faster ones, the higher it is. */
export function loadOf(requestsPerSecond: number): Load {
  const clients = Math.ceil(requestsPerSecond / PER_CLIENT)
  const serving = (requestsPerSecond * SERVICE_MS) / 1000 / WORKER_USE
  return {
    clients,
    perClient: requestsPerSecond / clients,
    workers: Math.max(LEAST_WORKERS, Math.ceil(serving)),
    serviceMs: SERVICE_MS,
  }
}

export async function spawnLoad(url: string, load: Load): Promise<void> {
  await callApi("POST", `${url}/api/workers`, {
    count: load.workers,
    behaviour: {
      serviceTime: { distribution: "fixed", ms: load.serviceMs },
      failure: { mode: "none" },
    },
  })
  await callApi("POST", `${url}/api/clients`, {
    count: load.clients,
    behaviour: {
      pace: { mode: "rate", perSecond: load.perClient },
      sizeBytes: 64,
      timeoutMs: 10_000,
      retries: 3,
    },
  })
}

/** How many requests the broker has received, and when that was so. */
export interface Received {
  readonly requests: number
  readonly atMs: number
}

export async function readReceived(url: string): Promise<Received> {
  const response = await fetch(`${url}/api/status`)
  if (!response.ok) throw new Error(`GET ${url}/api/status: ${await response.text()}`)
  const { totals }: { readonly totals: Totals } = await response.json()
  return { requests: totals.received, atMs: performance.now() }
}

/** The rate that was achieved between two readings, requests a second. */
export function rateBetween(before: Received, after: Received): number {
  return (after.requests - before.requests) / ((after.atMs - before.atMs) / 1000)
}
