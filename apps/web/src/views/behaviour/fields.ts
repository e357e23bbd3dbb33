import type { Behaviour } from "../../api/index.js"
import { type Amount, amount, choice, type Field, type Forms, range } from "./field.js"

const PER_SECOND = range(0.01, 10_000, 1000, 0.01, "per s")
const MS = range(0, 60_000, 1000, 0.1, "ms")
const REQUESTS = range(1, 10_000, 1000, 1, "requests")
const SHARE = range(0, 1, 1, 0.001)
const OFTEN = "0 never, 1 at every request"

const PACE = choice("/pace", "mode", "Pace", {
  think: [
    "Thinks between a reply and the next request",
    { meanMs: ["Thinks for", MS, 100, "On average; 0 asks again at once"] },
  ],
  rate: ["Aims at so many a second", { perSecond: ["Requests", PER_SECOND, 20] }],
})

/**
 * What open-loop clients ask for, and when.
 * @param below the pointer of the behaviour in what is set
 */
export function load(below = ""): readonly [arrivals: Field, size: Field] {
  const bytes = range(0, 1_048_576, 1_048_576, 1, "B")
  return [
    choice(`${below}/arrivals`, "process", "Requests are due", ARRIVALS),
    amount(`${below}/sizeBytes`, "Body size", bytes),
  ]
}

const ARRIVALS: Forms = {
  poisson: ["Poisson: as many independent users ask", { perSecond: ["Requests", PER_SECOND, 50] }],
  even: ["Evenly", { perSecond: ["Requests", PER_SECOND, 50] }],
  bursts: [
    "In bursts",
    {
      perBurst: ["In a burst", REQUESTS, 50],
      everyMs: ["Every", range(10, 600_000, 10_000, 1, "ms"), 1000],
    },
  ],
  ramp: [
    "More and more, or less and less",
    {
      fromPerSecond: ["From", PER_SECOND, 10],
      toPerSecond: ["To", PER_SECOND, 200],
      overMs: ["Over", range(100, 3_600_000, 600_000, 1, "ms"), 60_000],
    },
  ],
}

export const SERVICE_TIME = choice("/serviceTime", "distribution", "Service time", {
  fixed: ["Always the same", { ms: ["Takes", MS, 5] }],
  uniform: [
    "Anything between two bounds",
    { minMs: ["At least", MS, 1], maxMs: ["At most", MS, 10] },
  ],
  exponential: ["Exponential: mostly short, now and then long", { meanMs: ["Mean", MS, 5] }],
  "log-normal": [
    "Log-normal: a long tail",
    {
      medianMs: ["Median", MS, 5],
      sigma: ["Spread", range(0, 3, 3, 0.05), 1, "0 is always the median, 1 has a long tail"],
    },
  ],
})

const FAILURE = choice("/failure", "mode", "Failure", {
  none: ["Never fails", {}],
  crash: [
    "Crashes after so many requests",
    { afterRequests: ["Crashes after", range(0, 1e9, 10_000, 1, "requests"), 200] },
  ],
  late: [
    "Replies late now and then",
    { probability: ["How often", SHARE, 0.05, OFTEN], extraMs: ["Later by", MS, 500] },
  ],
  hang: [
    "Hangs now and then, and never replies again",
    { probability: ["How often", SHARE, 0.01, OFTEN] },
  ],
})

/** Announced as a worker connects, and not changed after. */
export const WEIGHT = amount(
  "/weight",
  "Weight",
  range(0.001, 1000, 10, 0.001),
  "Its share of the requests where they are dealt by weight",
  1,
)

const [arrivals, size] = load()

function timeout(hint: string): Amount {
  return amount("/timeoutMs", "Timeout", range(10, 600_000, 30_000, 1, "ms"), hint)
}

type BehaviourKind = "req" | "openLoop" | "worker"

/** What can be set of each kind of behaviour, in the order in which it is asked for. */
export const FIELDS: Readonly<Record<BehaviourKind, readonly Field[]>> = {
  req: [
    PACE,
    size,
    timeout("Then it closes its socket, opens another and sends again"),
    amount("/retries", "Retries", range(0, 1000, 20, 1), "Before it gives a request up"),
  ],
  /** Requests leave when they are due, whatever becomes of those before. */
  openLoop: [
    arrivals,
    amount(
      "/outstanding",
      "On their way",
      REQUESTS,
      "At most; what is due beyond them leaves as replies come, its latency counting",
    ),
    size,
    timeout("Then the request counts as unanswered"),
  ],
  worker: [SERVICE_TIME, FAILURE, WEIGHT],
}

export function kindOf(behaviour: Behaviour): BehaviourKind {
  if ("serviceTime" in behaviour) return "worker"
  return "arrivals" in behaviour ? "openLoop" : "req"
}
