import {
  type Arrivals,
  type ClientBehaviour,
  DEFAULT_CLIENT_BEHAVIOUR,
  DEFAULT_WORKER_BEHAVIOUR,
  type ReqBehaviour,
  type WorkerBehaviour,
} from "@zmqscope/protocol"
import type { Behaviour } from "../api/index.js"

interface Preset<B extends Behaviour = Behaviour> {
  readonly name: string
  readonly behaviour: B
}

/** The first is what is spawned where nobody says otherwise. */
type Presets<B extends Behaviour> = readonly [Preset<B>, ...Preset<B>[]]

function client(
  name: string,
  pace: ReqBehaviour["pace"],
  over: Partial<ReqBehaviour> = {},
): Preset<ClientBehaviour> {
  return { name, behaviour: { sizeBytes: 5, timeoutMs: 30_000, retries: 3, pace, ...over } }
}

function open(name: string, arrivals: Arrivals): Preset<ClientBehaviour> {
  return { name, behaviour: { sizeBytes: 64, timeoutMs: 30_000, outstanding: 1000, arrivals } }
}

function worker(
  name: string,
  serviceTime: WorkerBehaviour["serviceTime"],
  failure: WorkerBehaviour["failure"] = { mode: "none" },
): Preset<WorkerBehaviour> {
  return { name, behaviour: { serviceTime, failure } }
}

const takes = (ms: number) => ({ distribution: "fixed", ms }) as const
const thinks = (meanMs: number) => ({ mode: "think", meanMs }) as const

/** What a demonstration of a pile begins with. */
export const SLOW_WORKER = worker("Slow", takes(50))

export const PRESETS: { client: Presets<ClientBehaviour>; worker: Presets<WorkerBehaviour> } = {
  client: [
    { name: "Usual", behaviour: DEFAULT_CLIENT_BEHAVIOUR },
    client("Steady", { mode: "rate", perSecond: 20 }),
    client("Eager", thinks(5)),
    client("Flooding", thinks(0)),
    client("Large bodies", thinks(100), { sizeBytes: 100_000 }),
    client("Impatient", thinks(50), { timeoutMs: 200 }),
    open("Open loop", { process: "poisson", perSecond: 50 }),
    open("Bursts", { process: "bursts", perBurst: 50, everyMs: 1000 }),
  ],
  worker: [
    { name: "Usual", behaviour: DEFAULT_WORKER_BEHAVIOUR },
    worker("Steady", takes(5)),
    worker("Fast", takes(1)),
    SLOW_WORKER,
    worker("Irregular", { distribution: "exponential", meanMs: 5 }),
    worker("Long tail", { distribution: "log-normal", medianMs: 5, sigma: 1 }),
    worker("Crashing", takes(5), { mode: "crash", afterRequests: 200 }),
    worker("Late", takes(5), { mode: "late", probability: 0.05, extraMs: 500 }),
    worker("Hanging", takes(5), { mode: "hang", probability: 0.01 }),
  ],
}
