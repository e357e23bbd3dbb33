import type { Arrivals } from "@zmqscope/protocol"
import { schedule } from "@zmqscope/simulator"
import { median, percentile } from "../statistics.js"

/** When requests came in, by client, in their order, milliseconds. */
export type Arrived = ReadonlyMap<string, readonly number[]>

/** How requests came in on a lane, beside when the seed says that they were due. */
export interface Kept {
  readonly requests: number
  /** By how much the twentieth that are furthest off came later or earlier, milliseconds. */
  readonly p95Ms: number
}

/**
 * Holds what came in against the schedule that seed and client's name give. When each client began is
 * not known: its median is taken for its beginning, so one that sent something else shows.
 */
export function heldAgainstSchedule(arrived: Arrived, seed: number, arrivals: Arrivals): Kept {
  const apart: number[] = []
  for (const [client, times] of arrived) {
    const due = schedule(seed, { client, arrivals })
    const late = times.map((time) => time - due.next().value)
    const began = median(late)
    apart.push(...late.map((ms) => Math.abs(ms - began)))
  }
  return { requests: apart.length, p95Ms: percentile(apart, 0.95) }
}
