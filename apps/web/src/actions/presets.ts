import {
  type ClientBehaviour,
  DEFAULT_CLIENT_BEHAVIOUR,
  DEFAULT_WORKER_BEHAVIOUR,
  type WorkerBehaviour,
} from "@zmqscope/protocol"

export interface Preset<B> {
  readonly name: string
  readonly behaviour: B
}

const NONE = { mode: "none" } as const
const PATIENT = { sizeBytes: 5, timeoutMs: 30_000, retries: 3 } as const

const OPEN = { sizeBytes: 64, timeoutMs: 30_000, outstanding: 1000 } as const

/** The first is what is spawned where nobody says otherwise. */
export const CLIENT_PRESETS: readonly [Preset<ClientBehaviour>, ...Preset<ClientBehaviour>[]] = [
  { name: "Usual", behaviour: DEFAULT_CLIENT_BEHAVIOUR },
  { name: "Steady", behaviour: { ...PATIENT, pace: { mode: "rate", perSecond: 20 } } },
  { name: "Eager", behaviour: { ...PATIENT, pace: { mode: "think", meanMs: 5 } } },
  { name: "Flooding", behaviour: { ...PATIENT, pace: { mode: "think", meanMs: 0 } } },
  {
    name: "Large bodies",
    behaviour: { ...PATIENT, pace: { mode: "think", meanMs: 100 }, sizeBytes: 100_000 },
  },
  {
    name: "Impatient",
    behaviour: {
      pace: { mode: "think", meanMs: 50 },
      sizeBytes: 5,
      timeoutMs: 200,
      retries: 3,
    },
  },
  {
    name: "Open loop",
    behaviour: { ...OPEN, arrivals: { process: "poisson", perSecond: 50 } },
  },
  {
    name: "Bursts",
    behaviour: { ...OPEN, arrivals: { process: "bursts", perBurst: 50, everyMs: 1000 } },
  },
]

/** As of clients. */
export const WORKER_PRESETS: readonly [Preset<WorkerBehaviour>, ...Preset<WorkerBehaviour>[]] = [
  { name: "Usual", behaviour: DEFAULT_WORKER_BEHAVIOUR },
  { name: "Steady", behaviour: { serviceTime: { distribution: "fixed", ms: 5 }, failure: NONE } },
  { name: "Fast", behaviour: { serviceTime: { distribution: "fixed", ms: 1 }, failure: NONE } },
  { name: "Slow", behaviour: { serviceTime: { distribution: "fixed", ms: 50 }, failure: NONE } },
  {
    name: "Irregular",
    behaviour: { serviceTime: { distribution: "exponential", meanMs: 5 }, failure: NONE },
  },
  {
    name: "Long tail",
    behaviour: {
      serviceTime: { distribution: "log-normal", medianMs: 5, sigma: 1 },
      failure: NONE,
    },
  },
  {
    name: "Crashing",
    behaviour: {
      serviceTime: { distribution: "fixed", ms: 5 },
      failure: { mode: "crash", afterRequests: 200 },
    },
  },
  {
    name: "Late",
    behaviour: {
      serviceTime: { distribution: "fixed", ms: 5 },
      failure: { mode: "late", probability: 0.05, extraMs: 500 },
    },
  },
  {
    name: "Hanging",
    behaviour: {
      serviceTime: { distribution: "fixed", ms: 5 },
      failure: { mode: "hang", probability: 0.01 },
    },
  },
]
