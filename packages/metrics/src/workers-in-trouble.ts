import type { Worker } from "@zmqscope/protocol"
import { formatCount, formatDuration, plural } from "./words.js"

/** A worker that hardly rests is slow when others rest most of the time. */
const BUSY_SHARE = 0.9
const IDLE_SHARE = 0.5
/** One that stands behind another may be chance. */
const MIN_BEHIND = 2

const FEW = ["no", "one", "two", "three", "four", "five", "six"] as const

/** `worker-3 silent for 21 s with 4, and 2 others`; empty when none is silent. */
export function silentOnes(workers: readonly Worker[]): string {
  const silent = workers
    .filter(({ silentUs }) => silentUs !== null)
    .sort((one, other) => (other.silentUs ?? 0) - (one.silentUs ?? 0))
  const [worst] = silent
  if (worst === undefined) return ""
  const others = silent.length - 1
  const more = others === 0 ? "" : `, and ${plural(others, "other")}`
  const had = plural(worst.outstanding, "request")
  return `${worst.name} silent for ${formatDuration(worst.silentUs)} with ${had}${more}`
}

/** Requests that stand behind one worker while others have nothing to do most of the time. */
export function standingBehind(
  workers: readonly Worker[],
): { readonly name: string; readonly detail: string } | null {
  const idle = workers.filter(
    ({ state, busyShare, outstanding }) =>
      state === "live" && busyShare < IDLE_SHARE && outstanding <= 1,
  ).length
  const slow = workers
    .filter(({ busyShare, outstanding }) => busyShare >= BUSY_SHARE && outstanding > MIN_BEHIND)
    .toSorted((one, other) => other.outstanding - one.outstanding)[0]
  if (idle === 0 || slow === undefined) return null
  const behind = slow.outstanding - 1
  const who = FEW[idle] ?? formatCount(idle)
  const rest = idle === 1 ? "one other is mostly idle" : `${who} others are mostly idle`
  return { name: slow.name, detail: `${formatCount(behind)} stand behind it, ${rest}` }
}
