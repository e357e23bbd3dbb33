import { setTimeout as wait } from "node:timers/promises"
import type { Carrier } from "./carriers/carrier.js"
import type { Child } from "./child-process.js"
import type { LoadCalls, LoadShape } from "./children/load.js"
import { cpuTimeUs } from "./cpu-time.js"

export interface Round {
  readonly perSecond: number
  readonly p50Us: number
  readonly p99Us: number
  /** Processor microseconds a round trip of the carrier's processes, by what they do. */
  readonly cpuUs: Readonly<Record<string, number>>
  /** The same of all of them. */
  readonly treeUs: number
  /** The same of the load. */
  readonly loadUs: number
}

export interface RoundTimes {
  /** Before the figures are taken, and while they are. */
  readonly warmup: number
  readonly seconds: number
}

/** One short round: peers connect, warm up, are measured, and go. */
export async function measureRound(
  load: Child<LoadCalls>,
  carrier: Carrier,
  shape: LoadShape,
  { warmup, seconds }: RoundTimes,
): Promise<Round> {
  const { frontend, backend, processes } = carrier
  await load.call("start", { ...shape, frontend, backend })
  await wait(warmup * 1000)
  const cpuBefore = cpuTimes({ ...processes, load: load.pid })
  await load.call("begin", null)
  await wait(seconds * 1000)
  const figures = await load.call("figures", null)
  const cpuAfter = cpuTimes({ ...processes, load: load.pid })
  const { unanswered } = await load.call("stop", null)
  if (unanswered > 0) throw new Error(`${unanswered} requests were never answered`)
  const { load: loadUs = 0, ...cpuUs } = Object.fromEntries(
    [...cpuAfter].map(([name, us]) => [
      name,
      (us - (cpuBefore.get(name) ?? 0)) / figures.roundTrips,
    ]),
  )
  return {
    perSecond: figures.roundTrips / figures.seconds,
    p50Us: figures.p50Us,
    p99Us: figures.p99Us,
    cpuUs,
    treeUs: Object.values(cpuUs).reduce((sum, us) => sum + us, 0),
    loadUs,
  }
}

function cpuTimes(pids: Readonly<Record<string, number>>): Map<string, number> {
  const times = Object.entries(pids).map(([name, pid]) => [name, cpuTimeUs(pid)] as const)
  return new Map(times.filter((time): time is [string, number] => time[1] !== undefined))
}
