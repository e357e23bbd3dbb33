import { formatCount, plural } from "@zmqscope/metrics"
import { PLACE_WORDS } from "@zmqscope/model"
import {
  type Arrivals,
  assertUnreachable,
  type LaneNow,
  type LaneOrder,
  type Race,
  type RaceAction,
  type RaceOrder,
  type ServiceTime,
} from "@zmqscope/protocol"

export function isOver({ phase }: Pick<Race, "phase">): boolean {
  return phase === "done" || phase === "cancelled" || phase === "failed"
}

/** Whether somebody is on its lanes, to whom something can be done. */
export function isRunning({ phase }: Pick<Race, "phase">): boolean {
  return phase === "measuring" || phase === "warming-up"
}

/** `idle-first, prefetch 1`; the DEALER knows no prefetch. */
export function dealingWords({ dealing, prefetch }: LaneOrder): string {
  return dealing === "dealer" ? dealing : `${dealing}, prefetch ${prefetch}`
}

/** How it stands with a race, in a line. */
export function progressWords({ phase, round, elapsedMs, order, why }: Race): string {
  const of = `Round ${round} of ${order.rounds}`
  switch (phase) {
    case "setting-up":
      return "Setting up the lanes"
    case "warming-up":
      return `${of}: warming up, not measured yet`
    case "measuring":
      return `${of}: ${Math.floor(elapsedMs / 1000)} of ${order.seconds} s measured`
    case "clearing":
      return `${of}: taking down its figures`
    case "done":
      return `Over: ${plural(order.rounds, "round")} of ${order.seconds} s`
    case "cancelled":
      return `Cancelled in round ${round} of ${order.rounds}`
    case "failed":
      return `Failed in round ${round} of ${order.rounds}: ${why}`
    default:
      return assertUnreachable(phase)
  }
}

/** What all lanes get, in a line. */
export function orderWords({ clients, workers, seed, rounds, seconds, warmupSeconds }: RaceOrder) {
  const { count, behaviour } = clients
  return [
    `${plural(count, "client")}, each ${arrivalWords(behaviour.arrivals)}`,
    workerWords(workers.map(({ serviceTime }) => serviceTimeWords(serviceTime))),
    `seed ${seed}`,
    `${plural(rounds, "round")} of ${seconds} s after ${warmupSeconds} s of warm-up`,
  ].join("; ")
}

function workerWords(times: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const time of times) counts.set(time, (counts.get(time) ?? 0) + 1)
  const kinds = [...counts].map(([time, count]) => (counts.size === 1 ? time : `${count} ${time}`))
  return `${plural(times.length, "worker")}, ${kinds.join(" and ")}`
}

function arrivalWords(arrivals: Arrivals): string {
  switch (arrivals.process) {
    case "poisson":
      return `${arrivals.perSecond}/s as Poisson arrivals`
    case "even":
      return `${arrivals.perSecond}/s evenly`
    case "bursts":
      return `${arrivals.perBurst} at once every ${arrivals.everyMs} ms`
    case "ramp":
      return `from ${arrivals.fromPerSecond} to ${arrivals.toPerSecond}/s over ${arrivals.overMs / 1000} s`
    default:
      return assertUnreachable(arrivals)
  }
}

function serviceTimeWords(time: ServiceTime): string {
  switch (time.distribution) {
    case "fixed":
      return `always ${time.ms} ms`
    case "uniform":
      return `${time.minMs} to ${time.maxMs} ms`
    case "exponential":
      return `exponential, ${time.meanMs} ms on average`
    case "log-normal":
      return `log-normal around ${time.medianMs} ms`
    default:
      return assertUnreachable(time)
  }
}

/** What was done to every lane, shortly. */
export function actionWords(action: RaceAction): string {
  switch (action.do) {
    case "slow":
      return `worker ${action.worker} ${serviceTimeWords(action.serviceTime)}`
    case "kill":
      return `worker ${action.worker} killed`
    case "burst":
      return `${action.factor} times the arrivals for ${action.forMs / 1000} s`
    case "scale-out":
      return `${plural(action.count, "worker")} more`
    default:
      return assertUnreachable(action)
  }
}

/** What a lane's drawing shows, for those who do not see it. */
export function laneWords(now: LaneNow | null): string {
  if (now === null) return "Nobody is on this lane"
  const workers = now.workers.map(({ place, outstanding }) => {
    if (outstanding === 0) return `worker ${place} is idle`
    const behind = outstanding - 1
    return `worker ${place} serves one${behind > 0 ? `, ${formatCount(behind)} behind it` : ""}`
  })
  return [
    `${formatCount(now.waiting)} waiting`,
    `${formatCount(now.unseen)} ${PLACE_WORDS.unseen}`,
    ...(workers.length === 0 ? ["no worker"] : workers),
  ].join("; ")
}
