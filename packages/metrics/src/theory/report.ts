import type { HistoryStep, Theory } from "@zmqscope/protocol"
import { type Circumstances, conditionsOf } from "./conditions.js"
import { checkLittle } from "./little.js"
import { mmc, utilisation } from "./mmc.js"

const SHARES = { p95Us: 0.95, p99Us: 0.99 }

/** What queueing theory says of what was measured in these steps, and whether it may. */
export function theoryOf(steps: readonly HistoryStep[], around: Circumstances): Theory {
  const measured = measure(steps)
  const { servers, arrivalsPerSecond, serviceUs } = measured
  const conditions = conditionsOf(around)
  const offered = serviceUs === null ? undefined : { servers, arrivalsPerSecond, serviceUs }
  const expected = offered && mmc(offered)
  conditions.push({
    condition: "the workers can do what is asked",
    holds: offered === undefined ? null : utilisation(offered) < 1,
    why: offered === undefined ? "Nothing was served." : "The offered load is below one if so.",
  })
  return {
    watchedMs: measured.watchedMs,
    workers: servers,
    arrivalsPerSecond,
    serviceUs,
    utilisation: offered === undefined || servers === 0 ? null : utilisation(offered),
    busyShare: measured.busyShare,
    waitUs: measured.waitUs,
    expected:
      expected === undefined
        ? null
        : {
            waits: expected.waits,
            meanWaitUs: expected.meanWaitUs,
            p95WaitUs: expected.waitUs(SHARES.p95Us),
            p99WaitUs: expected.waitUs(SHARES.p99Us),
            meanRoundTripUs: expected.meanRoundTripUs,
            inSystem: expected.inSystem,
          },
    applies: conditions.every(({ holds }) => holds === true),
    conditions,
    little: checkLittle(steps) ?? null,
  }
}

function measure(steps: readonly HistoryStep[]) {
  let [watchedMs, arrived, served, serviceUs, waitUs, busyUs, presentUs] = [0, 0, 0, 0, 0, 0, 0]
  for (const { widthMs, received, rejected, split, workers } of steps) {
    watchedMs += widthMs
    arrived += received - rejected
    served += split.count
    serviceUs += split.serviceUs
    waitUs += split.waitingUs + split.unseenUs + split.backlogUs
    for (const [, , , busy, , present] of workers) {
      busyUs += busy
      presentUs += present
    }
  }
  return {
    watchedMs,
    servers: watchedMs === 0 ? 0 : Math.round(presentUs / 1000 / watchedMs),
    arrivalsPerSecond: watchedMs === 0 ? 0 : (arrived * 1000) / watchedMs,
    serviceUs: served === 0 ? null : serviceUs / served,
    waitUs: served === 0 ? null : waitUs / served,
    busyShare: presentUs === 0 ? null : Math.min(1, busyUs / presentUs),
  }
}
