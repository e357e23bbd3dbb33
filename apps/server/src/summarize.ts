import {
  COARSE_STEP_MS,
  type History,
  whatIsWell,
  whatIsWrong,
  whyUnknown,
} from "@zmqscope/metrics"
import type { BrokerSummary, Condition } from "@zmqscope/protocol"
import type { PeerDirectory } from "./peer-directory.js"
import type { Scope } from "./scope.js"

/** Seconds of the sparkline. */
const SPARK_SECONDS = 60

/** A scope in a row. */
export function summarize(scope: Scope): BrokerSummary {
  const { name, engine, target, endpoints, runs, peers } = scope
  const { workers, clients } = peers
  const run = runs.current
  const fold = run?.fold
  const oldest = fold?.book.live.rows[Symbol.iterator]().next().value
  return {
    name,
    engine,
    ...(target === undefined ? {} : { target }),
    endpoints,
    state: stateOf(scope, { workers, clients }),
    rate: fold?.returnedPerSecond ?? 0,
    depth: runs.totals.waiting,
    p99Us: fold?.roundTripUs(0.99) ?? null,
    oldestUs: run === undefined || oldest === undefined ? null : run.nowAt - oldest.receivedAt,
    workers: workers.length,
    clients: clients.length,
    spark: sparkOf(runs.history, runs.nowUnixMs),
  }
}

function stateOf(
  { runs, link }: Scope,
  peers: Pick<PeerDirectory, "workers" | "clients">,
): Condition {
  const { current, settings, totals, faults, trouble, watched } = runs
  const unknown = whyUnknown(current?.hello.run ?? null, link.silentMs)
  if (unknown !== null) return unknown
  const returnedPerSecond = current?.fold.returnedPerSecond ?? 0
  const figures = {
    settings,
    totals,
    faults: [...faults],
    ...(trouble === undefined ? {} : { trouble }),
    ...(watched === undefined ? {} : { watched }),
    returnedPerSecond,
    ...peers,
  }
  return whatIsWrong(figures)[0] ?? whatIsWell(figures)
}

/** What was returned in each whole second before the one that is not over, the oldest first. */
export function sparkOf(history: Pick<History, "steps">, nowMs: number): (number | null)[] {
  const secondOf = (ms: number): number => Math.floor(ms / COARSE_STEP_MS)
  const first = secondOf(nowMs) - SPARK_SECONDS
  const spark = Array.from({ length: SPARK_SECONDS }, (): number | null => null)
  for (const { startMs, returned } of history.steps(COARSE_STEP_MS, first * COARSE_STEP_MS)) {
    const place = secondOf(startMs) - first
    if (place < SPARK_SECONDS) spark[place] = (spark[place] ?? 0) + returned
  }
  return spark
}
