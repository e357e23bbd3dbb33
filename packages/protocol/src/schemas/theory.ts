import { type Static, Type } from "typebox"

/** Something that a model supposes, whether it is so, null where nobody can tell, and why. */
export const TheoryCondition = Type.Object({
  condition: Type.String(),
  holds: Type.Union([Type.Boolean(), Type.Null()]),
  why: Type.String(),
})
export type TheoryCondition = Static<typeof TheoryCondition>

/** Little's law, which supposes nothing: L = lambda W, over a stretch of time. */
export const LittleCheck = Type.Object({
  /** L: requests in the system, counted at every moment. */
  inSystem: Type.Number(),
  /** lambda: those that were there at some time of it, a second. */
  perSecond: Type.Number(),
  /** W: how long each of them was there within it, on average, microseconds. */
  withinUs: Type.Number(),
  /** How far lambda W is from L, as a share of L. */
  apart: Type.Number(),
  /** How many were there at some time, and how often its beginning or its end cut one. */
  passed: Type.Integer(),
  cut: Type.Integer(),
  /** `too-few` passed, or too many of them were cut, for W to be what a request takes; of `missed` records nothing is known. */
  verdict: Type.Enum(["holds", "apart", "too-few", "missed"]),
})
export type LittleCheck = Static<typeof LittleCheck>

const Measured = Type.Union([Type.Number(), Type.Null()])

/** What queueing theory says beside what was measured over the last minute; times in microseconds. */
export const Theory = Type.Object({
  watchedMs: Type.Number(),
  /** Those that were there, on average, rounded. */
  workers: Type.Integer({ minimum: 0 }),
  arrivalsPerSecond: Type.Number(),
  /** Mean service time, and mean waiting before it wherever a request stood; null without a round trip. */
  serviceUs: Measured,
  waitUs: Measured,
  /** Offered load by workers; above 1 the queue grows for ever. */
  utilisation: Measured,
  /** Share of the workers' time in which they had a request. */
  busyShare: Measured,
  /** M/M/c for the same arrivals, service and workers; null where it has no mean. */
  expected: Type.Union([
    Type.Object({
      /** Share of requests that wait at all. */
      waits: Type.Number(),
      meanWaitUs: Type.Number(),
      p95WaitUs: Type.Number(),
      p99WaitUs: Type.Number(),
      meanRoundTripUs: Type.Number(),
      /** Requests in the system, on average. */
      inSystem: Type.Number(),
    }),
    Type.Null(),
  ]),
  /** Whether everything that M/M/c supposes is known to hold. */
  applies: Type.Boolean(),
  conditions: Type.Array(TheoryCondition),
  /** Null while nothing was there. */
  little: Type.Union([LittleCheck, Type.Null()]),
})
export type Theory = Static<typeof Theory>
