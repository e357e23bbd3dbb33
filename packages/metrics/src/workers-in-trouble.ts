import type { Worker } from "@zmqscope/protocol"
import { formatCount, formatDuration, plural } from "./words.js"

/** A request that a worker has had for so long, while it replies to nothing, is stuck there. */
const STUCK_US = 5_000_000
/** A worker that hardly rests is slow when others rest most of the time. */
const BUSY_SHARE = 0.9
const IDLE_SHARE = 0.5
/** One that stands behind another may be chance. */
const MIN_BEHIND = 2

const FEW = ["no", "one", "two", "three", "four", "five", "six"] as const

/** `worker-3 has had one for 21 s, and 2 others`; empty when none is stuck. */
export function heldUp(workers: readonly Worker[]): string {
  const stuck = workers
    .filter(({ ratePerSecond, oldestUs }) => ratePerSecond === 0 && (oldestUs ?? 0) >= STUCK_US)
    .sort((one, other) => (other.oldestUs ?? 0) - (one.oldestUs ?? 0))
  const [worst] = stuck
  if (worst === undefined) return ""
  const others = stuck.length - 1
  const more = others === 0 ? "" : `, and ${plural(others, "other")}`
  return `${worst.name} has had one for ${formatDuration(worst.oldestUs)}${more}`
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
