import type { RaceOrder } from "./schemas/races.js"

/** Lanes of one race: more cannot be told apart, and share the machine. */
export const MAX_LANES = 4

/** Every way in which the rounds' signs can fall is counted, so there are 2 to the power of rounds of them. */
export const MAX_ROUNDS = 12

/** A difference that chance alone would make so seldom is called more than noise. */
export const MORE_THAN_NOISE = 0.05

/** What lanes are compared by, in the order of the table. */
export const RACE_FIGURES = [
  "p50Us",
  "p95Us",
  "p99Us",
  "intendedP99Us",
  "returnedPerSecond",
  "deepest",
  "idleWhileQueuedUs",
  "lost",
] as const

const FAST = { serviceTime: { distribution: "exponential", meanMs: 2 } } as const
const SLOW = { serviceTime: { distribution: "fixed", ms: 50 } } as const
const REST = { failure: { mode: "none" }, drawnBy: "request" } as const

/** One slow worker among four: what blind round-robin does not see. */
export const DEFAULT_RACE: RaceOrder = {
  lanes: [
    { dealing: "dealer", prefetch: 1 },
    { dealing: "idle-first", prefetch: 1 },
  ],
  workers: [
    { ...SLOW, ...REST },
    { ...FAST, ...REST },
    { ...FAST, ...REST },
    { ...FAST, ...REST },
  ],
  clients: {
    count: 4,
    behaviour: {
      arrivals: { process: "poisson", perSecond: 15 },
      sizeBytes: 64,
      timeoutMs: 60_000,
      outstanding: 1000,
    },
  },
  seed: 1,
  rounds: 6,
  seconds: 8,
  warmupSeconds: 2,
  schedule: [],
}
