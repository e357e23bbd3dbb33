import type { Client, Snapshot, TrialFigures, Worker } from "@zmqscope/protocol"
import { figureKey, GROUP_FIGURES, WHOLE_FIGURES } from "@zmqscope/protocol"

/** Every figure that a scene may speak of, by its key (`p99`, `backlog of slow`); null: not known. */
export type Reading = ReadonlyMap<string, number | null>

export const NO_READING: Reading = new Map()

/** Peers that a scene speaks of together, by their names. */
export interface PeerGroup {
  readonly kind: "client" | "worker"
  readonly names: readonly string[]
}

export interface SceneFacts {
  readonly snapshot: Snapshot
  /** Of the step that is told, so far. */
  readonly stretch: TrialFigures
  readonly groups: ReadonlyMap<string, PeerGroup>
}

/** Reads all figures at one moment. Times are in milliseconds, busy in percent. */
export function readFigures(facts: SceneFacts): Reading {
  const reading = new Map<string, number | null>()
  for (const figure of WHOLE_FIGURES) reading.set(figure, wholeFigure(figure, facts))
  for (const [name, { kind, names }] of facts.groups) {
    const known = new Set(names)
    const { clients, workers } = facts.snapshot
    for (const figure of GROUP_FIGURES) {
      const value =
        kind === "worker"
          ? workerFigure(
              figure,
              workers.filter((worker) => known.has(worker.name)),
            )
          : clientFigure(
              figure,
              clients.filter((client) => known.has(client.name)),
            )
      reading.set(figureKey(figure, name), value)
    }
  }
  return reading
}

function wholeFigure(
  figure: (typeof WHOLE_FIGURES)[number],
  { snapshot: { totals, requeued }, stretch }: SceneFacts,
): number | null {
  switch (figure) {
    case "waiting":
    case "inFlight":
    case "received":
    case "returned":
    case "lost":
    case "undeliverable":
    case "expired":
    case "shed":
      return totals[figure]
    case "requeued":
      return requeued
    case "offered":
      return stretch.receivedPerSecond
    case "rate":
      return stretch.returnedPerSecond
    case "p50":
    case "p95":
    case "p99":
      return inMs(stretch.roundTripUs[figure])
    case "roundTrips":
      return stretch.roundTrips
    case "idleWhileQueued":
      return inMs(stretch.idleWhileQueuedUs)
    case "seconds":
      return stretch.watchedMs / 1000
  }
}

type GroupFigure = (typeof GROUP_FIGURES)[number]

function workerFigure(figure: GroupFigure, workers: readonly Worker[]): number | null {
  switch (figure) {
    case "present":
      return workers.length
    case "outstanding":
      return sumOf(workers, ({ outstanding }) => outstanding)
    case "backlog":
      return sumOf(workers, ({ outstanding }) => Math.max(0, outstanding - 1))
    case "oldest":
      return oldestOf(workers)
    case "rate":
      return sumOf(workers, ({ ratePerSecond }) => ratePerSecond)
    case "served":
    case "answered":
      return sumOf(workers, ({ served }) => served)
    case "busy":
      return workers.length === 0
        ? null
        : (100 * sumOf(workers, ({ busyShare }) => busyShare)) / workers.length
    case "sent":
      return null
    case "stuck":
      return workers.filter(
        ({ outstanding, ratePerSecond }) => outstanding > 0 && ratePerSecond === 0,
      ).length
  }
}

function clientFigure(figure: GroupFigure, clients: readonly Client[]): number | null {
  switch (figure) {
    case "present":
      return clients.length
    case "outstanding":
    case "backlog":
      return sumOf(clients, ({ outstanding }) => outstanding)
    case "oldest":
      return oldestOf(clients)
    case "rate":
      return sumOf(clients, ({ ratePerSecond }) => ratePerSecond)
    case "sent":
      return sumOf(clients, ({ sent }) => sent)
    case "answered":
    case "served":
      return sumOf(clients, ({ returned }) => returned)
    case "busy":
      return null
    // What they asked is on its way nowhere, and they ask nothing else.
    case "stuck":
      return clients.filter(
        ({ outstanding, ratePerSecond, sent }) =>
          sent > 0 && outstanding === 0 && ratePerSecond === 0,
      ).length
  }
}

function oldestOf(peers: readonly { readonly oldestUs: number | null }[]): number | null {
  const ages = peers.flatMap(({ oldestUs }) => oldestUs ?? [])
  return ages.length === 0 ? null : inMs(Math.max(...ages))
}

function sumOf<P>(peers: readonly P[], of: (peer: P) => number): number {
  return peers.reduce((sum, peer) => sum + of(peer), 0)
}

function inMs(us: number | null): number | null {
  return us === null ? null : us / 1000
}
