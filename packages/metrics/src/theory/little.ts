import type { HistoryStep, LittleCheck } from "@zmqscope/protocol"

/** L and lambda W agree where they are no further apart than this share. */
export const LITTLE_WITHIN = 0.03
/** Of fewer a mean says little. */
const FEWEST = 100
/** Where the window cuts more than this share, W is not what a request takes. */
const MOST_CUT = 0.2

/**
 * Little's law, held against what was measured: L = lambda W. L is counted: how many are there, at
 * every moment. lambda and W follow each envelope from its arrival to its end: how many were there at
 * some time, and for how long within the window.
 *
 * Over a stretch of time the law is exact in this form and no other (Little, "Little's Law as viewed
 * on its 50th anniversary", Operations Research 59, 2011, on finite windows): who was there before, and
 * who is there after, is counted, with the time within. Arrivals and the whole times of those that
 * ended, in their place, are apart by what the window's edges cut, which is no fault of anybody's.
 *
 * Undefined while nothing was in the system.
 */
export function checkLittle(steps: readonly HistoryStep[]): LittleCheck | undefined {
  let [watchedUs, inSystemUs, withinUs, arrived, ended, missed] = [0, 0, 0, 0, 0, 0]
  for (const step of steps) {
    watchedUs += step.widthMs * 1000
    inSystemUs += step.inSystemUs
    withinUs += step.withinUs
    arrived += step.received - step.rejected
    ended += step.returned + step.undeliverable + step.lost + step.expired + step.shed
    missed += step.missed
  }
  const last = steps.at(-1)
  if (last === undefined || inSystemUs === 0) return undefined
  const after = standingIn(last)
  const before = Math.max(0, after - arrived + ended)
  const passed = before + arrived
  const apart = Math.abs(withinUs - inSystemUs) / inSystemUs
  const found = {
    inSystem: inSystemUs / watchedUs,
    perSecond: (passed / watchedUs) * 1e6,
    withinUs: passed === 0 ? 0 : withinUs / passed,
    apart,
    passed,
    cut: before + after,
  }
  return { ...found, verdict: verdictOf(found, missed) }
}

function verdictOf(
  { passed, cut, apart }: Pick<LittleCheck, "passed" | "cut" | "apart">,
  missed: number,
): LittleCheck["verdict"] {
  if (missed > 0) return "missed"
  if (passed < FEWEST || cut > MOST_CUT * passed) return "too-few"
  return apart > LITTLE_WITHIN ? "apart" : "holds"
}

/** How many have not ended at the end of a step. */
function standingIn({ waiting, unseen, workers }: HistoryStep): number {
  return workers.reduce((sum, [, , outstanding]) => sum + outstanding, waiting + unseen)
}
