import type { Behaviour } from "../../api/index.js"
import type { FieldRange } from "./NumberField.js"

/** A number of a behaviour. */
export interface Amount {
  /** JSON pointer into the behaviour: what is read, set, and found faulty by the server. */
  readonly at: string
  readonly label: string
  readonly range: FieldRange
  readonly hint?: string
}

/** A part of a behaviour that takes one of some forms, each with numbers of its own. */
export interface Choice {
  readonly at: string
  /** The member that says which form it is. */
  readonly by: string
  readonly label: string
  readonly forms: readonly {
    /** What it says. */
    readonly name: string
    readonly label: string
    /** Its other members as they are at first. */
    readonly fresh: Readonly<Record<string, number>>
    readonly amounts: readonly Amount[]
  }[]
}

/** Ends are what the server's schemas allow (packages/protocol). */
function range(min: number, max: number, reach: number, step: number, unit = ""): FieldRange {
  return { min, max, reach, step, unit }
}

const PER_SECOND = range(0.01, 10_000, 1000, 0.01, "per s")
const MS = range(0, 60_000, 1000, 0.1, "ms")
const OFTEN = {
  at: "/failure/probability",
  label: "How often",
  hint: "0 never, 1 at every request",
  range: range(0, 1, 1, 0.001),
}

const PACE: Choice["forms"] = [
  {
    name: "think",
    label: "Thinks between a reply and the next request",
    fresh: { meanMs: 100 },
    amounts: [
      {
        at: "/pace/meanMs",
        label: "Thinks for",
        hint: "On average; 0 asks again at once",
        range: MS,
      },
    ],
  },
  {
    name: "rate",
    label: "Aims at so many a second",
    fresh: { perSecond: 20 },
    amounts: [{ at: "/pace/perSecond", label: "Requests", range: PER_SECOND }],
  },
]

const SPREAD = "0 is always the median, 1 has a long tail"
const SERVICE_TIME: Choice["forms"] = [
  {
    name: "fixed",
    label: "Always the same",
    fresh: { ms: 5 },
    amounts: [{ at: "/serviceTime/ms", label: "Takes", range: MS }],
  },
  {
    name: "uniform",
    label: "Anything between two bounds",
    fresh: { minMs: 1, maxMs: 10 },
    amounts: [
      { at: "/serviceTime/minMs", label: "At least", range: MS },
      { at: "/serviceTime/maxMs", label: "At most", range: MS },
    ],
  },
  {
    name: "exponential",
    label: "Exponential: mostly short, now and then long",
    fresh: { meanMs: 5 },
    amounts: [{ at: "/serviceTime/meanMs", label: "Mean", range: MS }],
  },
  {
    name: "log-normal",
    label: "Log-normal: a long tail",
    fresh: { medianMs: 5, sigma: 1 },
    amounts: [
      { at: "/serviceTime/medianMs", label: "Median", range: MS },
      { at: "/serviceTime/sigma", label: "Spread", hint: SPREAD, range: range(0, 3, 3, 0.05) },
    ],
  },
]

const CRASHES = range(0, 1e9, 10_000, 1, "requests")
const FAILURE: Choice["forms"] = [
  { name: "none", label: "Never fails", fresh: {}, amounts: [] },
  {
    name: "crash",
    label: "Crashes after so many requests",
    fresh: { afterRequests: 200 },
    amounts: [{ at: "/failure/afterRequests", label: "Crashes after", range: CRASHES }],
  },
  {
    name: "late",
    label: "Replies late now and then",
    fresh: { probability: 0.05, extraMs: 500 },
    amounts: [OFTEN, { at: "/failure/extraMs", label: "Later by", range: MS }],
  },
  {
    name: "hang",
    label: "Hangs now and then, and never replies again",
    fresh: { probability: 0.01 },
    amounts: [OFTEN],
  },
]

const ARRIVALS: Choice["forms"] = [
  {
    name: "poisson",
    label: "Poisson: as many independent users ask",
    fresh: { perSecond: 50 },
    amounts: [{ at: "/arrivals/perSecond", label: "Requests", range: PER_SECOND }],
  },
  {
    name: "even",
    label: "Evenly",
    fresh: { perSecond: 50 },
    amounts: [{ at: "/arrivals/perSecond", label: "Requests", range: PER_SECOND }],
  },
  {
    name: "bursts",
    label: "In bursts",
    fresh: { perBurst: 50, everyMs: 1000 },
    amounts: [
      {
        at: "/arrivals/perBurst",
        label: "In a burst",
        range: range(1, 10_000, 1000, 1, "requests"),
      },
      { at: "/arrivals/everyMs", label: "Every", range: range(10, 600_000, 10_000, 1, "ms") },
    ],
  },
  {
    name: "ramp",
    label: "More and more, or less and less",
    fresh: { fromPerSecond: 10, toPerSecond: 200, overMs: 60_000 },
    amounts: [
      { at: "/arrivals/fromPerSecond", label: "From", range: PER_SECOND },
      { at: "/arrivals/toPerSecond", label: "To", range: PER_SECOND },
      { at: "/arrivals/overMs", label: "Over", range: range(100, 3_600_000, 600_000, 1, "ms") },
    ],
  },
]

const OPEN = "At most; what is due beyond them leaves as replies come, its latency counting"
const UNANSWERED = "Then the request counts as unanswered"
const TIMEOUT = "Then it closes its socket, opens another and sends again"
const RETRIES = "Before it gives a request up"

const SIZE = { at: "/sizeBytes", label: "Body size", range: range(0, 1_048_576, 1_048_576, 1, "B") }
const UNTIL = { at: "/timeoutMs", label: "Timeout", range: range(10, 600_000, 30_000, 1, "ms") }

type BehaviourKind = "req" | "openLoop" | "worker"

/** What can be set of each kind of behaviour, in the order in which it is asked for. */
export const FIELDS: Readonly<Record<BehaviourKind, readonly (Amount | Choice)[]>> = {
  req: [
    { at: "/pace", by: "mode", label: "Pace", forms: PACE },
    SIZE,
    { ...UNTIL, hint: TIMEOUT },
    { at: "/retries", label: "Retries", hint: RETRIES, range: range(0, 1000, 20, 1) },
  ],
  /** Requests leave when they are due, whatever becomes of those before. */
  openLoop: [
    { at: "/arrivals", by: "process", label: "Requests are due", forms: ARRIVALS },
    {
      at: "/outstanding",
      label: "On their way",
      hint: OPEN,
      range: range(1, 10_000, 1000, 1, "requests"),
    },
    SIZE,
    { ...UNTIL, hint: UNANSWERED },
  ],
  worker: [
    { at: "/serviceTime", by: "distribution", label: "Service time", forms: SERVICE_TIME },
    { at: "/failure", by: "mode", label: "Failure", forms: FAILURE },
  ],
}

export function kindOf(behaviour: Behaviour): BehaviourKind {
  if ("serviceTime" in behaviour) return "worker"
  return "arrivals" in behaviour ? "openLoop" : "req"
}
