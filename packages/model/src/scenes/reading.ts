import type { Client, Snapshot, TrialFigures, Worker } from "@zmqscope/protocol"
import { figureKey, GROUP_FIGURES, WHOLE_FIGURES } from "@zmqscope/protocol"
import { max, mean, sum } from "d3-array"

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
export function readFigures({ snapshot, stretch, groups }: SceneFacts): Reading {
  const reading = new Map<string, number | null>()
  for (const figure of WHOLE_FIGURES) reading.set(figure, WHOLE[figure](snapshot, stretch))
  for (const [name, { kind, names }] of groups) {
    const workers = snapshot.workers.filter((one) => names.includes(one.name))
    const clients = snapshot.clients.filter((one) => names.includes(one.name))
    for (const figure of GROUP_FIGURES) {
      const [ofWorkers, ofClients] = OF_GROUP[figure]
      const value = kind === "worker" ? ofWorkers(workers) : ofClients(clients)
      reading.set(figureKey(figure, name), value)
    }
  }
  return reading
}
type OfWhole = (snapshot: Snapshot, stretch: TrialFigures) => number | null

const WHOLE: Readonly<Record<(typeof WHOLE_FIGURES)[number], OfWhole>> = {
  waiting: ({ totals }) => totals.waiting,
  inFlight: ({ totals }) => totals.inFlight,
  received: ({ totals }) => totals.received,
  returned: ({ totals }) => totals.returned,
  lost: ({ totals }) => totals.lost,
  requeued: ({ requeued }) => requeued,
  undeliverable: ({ totals }) => totals.undeliverable,
  expired: ({ totals }) => totals.expired,
  shed: ({ totals }) => totals.shed,
  offered: (_, { receivedPerSecond }) => receivedPerSecond,
  rate: (_, { returnedPerSecond }) => returnedPerSecond,
  p50: (_, { roundTripUs }) => inMs(roundTripUs.p50),
  p95: (_, { roundTripUs }) => inMs(roundTripUs.p95),
  p99: (_, { roundTripUs }) => inMs(roundTripUs.p99),
  roundTrips: (_, { roundTrips }) => roundTrips,
  idleWhileQueued: (_, { idleWhileQueuedUs }) => inMs(idleWhileQueuedUs),
  seconds: (_, { watchedMs }) => watchedMs / 1000,
}

type Of<Peer> = (peers: readonly Peer[]) => number | null

/** Of a group of workers, and of one of clients. */
const OF_GROUP: Readonly<
  Record<(typeof GROUP_FIGURES)[number], readonly [Of<Worker>, Of<Client>]>
> = {
  present: [countOf, countOf],
  outstanding: [total(({ outstanding }) => outstanding), total(({ outstanding }) => outstanding)],
  backlog: [
    total(({ outstanding }) => Math.max(0, outstanding - 1)),
    total(({ outstanding }) => outstanding),
  ],
  oldest: [oldestOf, oldestOf],
  rate: [total(({ ratePerSecond }) => ratePerSecond), total(({ ratePerSecond }) => ratePerSecond)],
  sent: [() => null, total(({ sent }) => sent)],
  served: [total(({ served }) => served), total(({ returned }) => returned)],
  answered: [total(({ served }) => served), total(({ returned }) => returned)],
  busy: [(workers) => mean(workers, ({ busyShare }) => 100 * busyShare) ?? null, () => null],
  stuck: [
    total((one) => Number(one.outstanding > 0 && one.ratePerSecond === 0)),
    // What they asked is on its way nowhere, and they ask nothing else.
    total((one) => Number(one.sent > 0 && one.outstanding === 0 && one.ratePerSecond === 0)),
  ],
}

function countOf({ length }: readonly unknown[]): number {
  return length
}

function oldestOf(peers: readonly { readonly oldestUs: number | null }[]): number | null {
  return inMs(max(peers, ({ oldestUs }) => oldestUs) ?? null)
}

function total<Peer>(of: (peer: Peer) => number): Of<Peer> {
  return (peers) => sum(peers, of)
}

function inMs(us: number | null): number | null {
  return us === null ? null : us / 1000
}
