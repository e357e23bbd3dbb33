import { type Arrivals, assertUnreachable } from "@zmqscope/protocol"
import { randomExponential } from "d3-random"
import { type RandomSource, randomSource } from "./random.js"

export interface ScheduleSettings {
  /** Its name: each client draws for itself, so that several together are no echo of one. */
  readonly client: string
  readonly arrivals: Arrivals
}

/**
 * When an open-loop client's requests are due, milliseconds since it began, ascending, without end.
 * It depends on the seed and the settings alone: two brokers can be given the same.
 */
export function schedule(
  seed: number,
  { client, arrivals }: ScheduleSettings,
): Generator<number, never> {
  return dueTimes(arrivals, randomSource(seed, client, "arrivals"))
}

function dueTimes(arrivals: Arrivals, random: RandomSource): Generator<number, never> {
  switch (arrivals.process) {
    case "poisson":
      return mapped(poisson(random), (unit) => (1000 * unit) / arrivals.perSecond)
    case "even":
      return mapped(even(random), (unit) => (1000 * unit) / arrivals.perSecond)
    case "bursts":
      return bursts(arrivals.perBurst, arrivals.everyMs, random)
    case "ramp":
      return mapped(poisson(random), (unit) => 1000 * rampSeconds(unit, arrivals))
    default:
      return assertUnreachable(arrivals)
  }
}

/** Poisson arrivals, one a unit of time. */
function* poisson(random: RandomSource): Generator<number, never> {
  const gap = randomExponential.source(random)(1)
  for (let at = gap(); ; at += gap()) yield at
}

/** One a unit of time; the first at random within it, so that clients spawned together are not in step. */
function* even(random: RandomSource): Generator<number, never> {
  for (let at = random(); ; at += 1) yield at
}

function* bursts(
  perBurst: number,
  everyMs: number,
  random: RandomSource,
): Generator<number, never> {
  for (const burst of even(random)) {
    for (let request = 0; request < perBurst; request += 1) yield burst * everyMs
  }
  throw new Error("an endless schedule has ended")
}

function* mapped(
  units: Generator<number, never>,
  toMs: (unit: number) => number,
): Generator<number, never> {
  for (;;) yield toMs(units.next().value)
}

/**
 * When so many arrivals are expected, seconds: arrivals at a changing rate are those at an even one,
 * at the times when the rate's integral reaches theirs (Lewis, Shedler 1979, inversion).
 */
function rampSeconds(
  expected: number,
  { fromPerSecond: from, toPerSecond: to, overMs }: Extract<Arrivals, { process: "ramp" }>,
): number {
  const over = overMs / 1000
  const within = ((from + to) / 2) * over
  if (expected >= within) return over + (expected - within) / to
  const slope = (to - from) / over
  // Of from * t + slope * t * t / 2 = expected, in the form that holds for a slope of 0 as well.
  return (2 * expected) / (from + Math.sqrt(from * from + 2 * slope * expected))
}
