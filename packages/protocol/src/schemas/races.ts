import { type Static, Type } from "typebox"
import { MAX_LANES, MAX_ROUNDS, RACE_FIGURES } from "../races.js"
import { OpenBehaviour, ServiceTime, WorkerBehaviour } from "./behaviour.js"
import { Count, closed } from "./common.js"
import { Dealing } from "./settings.js"

const WorkerPlace = Type.Integer({ minimum: 1, maximum: 50 })

/**
 * What is done to every lane alike. A worker is meant by its place, from 1, in the order in which
 * the race's workers were given.
 */
export const RaceAction = Type.Union([
  Type.Object({ do: Type.Literal("slow"), worker: WorkerPlace, serviceTime: ServiceTime }, closed),
  Type.Object({ do: Type.Literal("kill"), worker: WorkerPlace }, closed),
  /** So many times the arrivals, for so long. */
  Type.Object(
    {
      do: Type.Literal("burst"),
      factor: Type.Number({ minimum: 1, maximum: 100 }),
      forMs: Type.Integer({ minimum: 100, maximum: 60_000 }),
    },
    closed,
  ),
  /** Workers more, like the last one. */
  Type.Object(
    { do: Type.Literal("scale-out"), count: Type.Integer({ minimum: 1, maximum: 20 }) },
    closed,
  ),
])
export type RaceAction = Static<typeof RaceAction>

/** `atMs` counts from the start of a round's measured time; the same in each round. */
export const ScheduledAction = Type.Object(
  { atMs: Type.Integer({ minimum: 0, maximum: 600_000 }), action: RaceAction },
  closed,
)
export type ScheduledAction = Static<typeof ScheduledAction>

export const LaneOrder = Type.Object(
  { dealing: Dealing, prefetch: Type.Integer({ minimum: 1, maximum: 1000, default: 1 }) },
  closed,
)
export type LaneOrder = Static<typeof LaneOrder>

/** Two to four ways of dealing under the same seeded arrivals and service times. */
export const RaceOrder = Type.Object(
  {
    lanes: Type.Array(LaneOrder, { minItems: 2, maxItems: MAX_LANES }),
    /** In order: a worker's place is what actions mean it by. */
    workers: Type.Array(WorkerBehaviour, { minItems: 1, maxItems: 20 }),
    clients: Type.Object(
      { count: Type.Integer({ minimum: 1, maximum: 50 }), behaviour: OpenBehaviour },
      closed,
    ),
    seed: Type.Integer({ minimum: 0, maximum: 4_294_967_295 }),
    rounds: Type.Integer({ minimum: 1, maximum: MAX_ROUNDS }),
    /** Measured, of each round. */
    seconds: Type.Integer({ minimum: 1, maximum: 600 }),
    /** Before it, not measured. */
    warmupSeconds: Type.Integer({ minimum: 0, maximum: 60 }),
    schedule: Type.Array(ScheduledAction, { maxItems: 50 }),
  },
  closed,
)
export type RaceOrder = Static<typeof RaceOrder>

const Figure = Type.Union([Type.Number(), Type.Null()])

/** What one lane measured in one round. */
export const RoundFigures = Type.Object({
  returnedPerSecond: Figure,
  roundTrips: Count,
  /** Microseconds, of the broker's round trip; null where there are too few to tell. */
  p50Us: Figure,
  p95Us: Figure,
  p99Us: Figure,
  /** As the clients measured it, from when a request should have left. */
  intendedP99Us: Figure,
  /** The most that waited at the end of any 100 ms, here and in the backlogs. */
  deepest: Count,
  /** Of all workers, microseconds of worker time. */
  idleWhileQueuedUs: Type.Number(),
  lost: Count,
  /** Requests that came in. */
  received: Count,
})
export type RoundFigures = Static<typeof RoundFigures>

/** One second of a lane, for lines side by side. */
export const LaneSecond = Type.Object({
  /** Seconds since the round's measured time began; below 0 while it warms up. */
  second: Type.Integer(),
  returned: Count,
  /** Of its round trips, however few, as charts draw each slot's; null without one. */
  p99Us: Figure,
  /** Waiting and in backlogs, at its end. */
  depth: Count,
  idleWhileQueuedUs: Type.Number(),
})
export type LaneSecond = Static<typeof LaneSecond>

/** How a lane stands at this moment: what its compact flow draws. */
export const LaneNow = Type.Object({
  waiting: Count,
  /** Handed to the DEALER, and seen at no worker yet. */
  unseen: Count,
  /** By place; one that was killed is not here. */
  workers: Type.Array(Type.Object({ place: WorkerPlace, name: Type.String(), outstanding: Count })),
  /** Of this round, with its warm-up. */
  received: Count,
  returned: Count,
  lost: Count,
})
export type LaneNow = Static<typeof LaneNow>

export const Lane = Type.Object({
  ...LaneOrder.properties,
  /** `a`, `b`, ... */
  letter: Type.String(),
  /** Its broker, while the race goes on. */
  broker: Type.Union([Type.String(), Type.Null()]),
  now: Type.Union([LaneNow, Type.Null()]),
  /** Of the round that goes on, or of the last. */
  seconds: Type.Array(LaneSecond),
  /** Of each round that is over. */
  rounds: Type.Array(RoundFigures),
})
export type Lane = Static<typeof Lane>

export const RaceFigure = Type.Enum(RACE_FIGURES)
export type RaceFigure = Static<typeof RaceFigure>

/** Who leads in a figure, and whether that is more than noise (packages/metrics, `verdict`). */
export const RaceVerdict = Type.Object({
  figure: RaceFigure,
  /** Of each lane over the rounds; null without any. */
  lanes: Type.Array(
    Type.Union([
      Type.Object({ mean: Type.Number(), min: Type.Number(), max: Type.Number() }),
      Type.Null(),
    ]),
  ),
  /** Index of the lane; null where the best are equal. */
  leader: Type.Union([Type.Integer(), Type.Null()]),
  /** Of the leader against the next one: how often chance alone would part them so far, 0 to 1. */
  chance: Figure,
  /** Whether `chance` is at most MORE_THAN_NOISE. */
  isMoreThanNoise: Type.Boolean(),
})
export type RaceVerdict = Static<typeof RaceVerdict>

export const RacePhase = Type.Enum([
  "setting-up",
  "warming-up",
  "measuring",
  "clearing",
  "done",
  "cancelled",
  "failed",
])
export type RacePhase = Static<typeof RacePhase>

export const Race = Type.Object({
  number: Type.Integer({ minimum: 1 }),
  order: RaceOrder,
  phase: RacePhase,
  /** Why it failed; empty otherwise. */
  why: Type.String(),
  /** From 1; the one that goes on, or the last. */
  round: Type.Integer({ minimum: 1 }),
  /** Of the measured time of this round, milliseconds. */
  elapsedMs: Type.Number({ minimum: 0 }),
  /** Of the whole race, 0 to 1. */
  progress: Type.Number({ minimum: 0, maximum: 1 }),
  lanes: Type.Array(Lane),
  /** What has been done in this round, to all lanes; by the schedule or by hand. */
  done: Type.Array(ScheduledAction),
  verdicts: Type.Array(RaceVerdict),
})
export type Race = Static<typeof Race>
