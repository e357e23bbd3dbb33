import { silentUs } from "@zmqscope/metrics"
import type { Client, ClientIdentity, PeerState, Worker, WorkerIdentity } from "@zmqscope/protocol"
import type { RosterClient, RosterWorker } from "@zmqscope/simulator"

/** What the fold knows of a client that the broker sees. */
export interface SeenClient {
  readonly identity: ClientIdentity
  readonly sent: number
  readonly returned: number
  readonly outstanding: number
  /** When its oldest request that has not ended was received; null when none is known. */
  readonly oldestReceivedAt: number | null
  /** When a request of it was lost or shed, if it has asked nothing since; null otherwise. */
  readonly lostAt: number | null
  readonly ratePerSecond: number
  readonly roundTripUs: number | null
}

/** What the fold knows of a worker that the broker sees. */
export interface SeenWorker {
  readonly identity: WorkerIdentity
  readonly outstanding: number
  /** When the oldest request at it was dealt to it; null when none is known. */
  readonly oldestDealtAt: number | null
  readonly lastRepliedAt: number | null
  readonly longestServiceUs: number | null
  readonly served: number
  readonly ratePerSecond: number
  readonly serviceUs: number | null
  readonly busyShare: number
  readonly idleWhileQueuedUs: number
}

/** What the connections of a simulated client that have left had. */
export interface Tally {
  readonly sent: number
  readonly returned: number
}

/** A simulated peer as its simulator tells it; one that it has ended has no behaviour any more. */
type Told<P extends RosterClient | RosterWorker> = Pick<P, "name" | "state"> & {
  readonly behaviour: P["behaviour"] | null
}

// No spreading: a fold's figures are getters, which a spread would leave behind.

/** What a row is made with besides its peer: the moment, on the record clock, and who is held back. */
export interface Moment {
  readonly now: number
  readonly isHeldBack: (client: ClientIdentity) => boolean
}

export function externalClient(seen: SeenClient, name: string, moment: Moment): Client {
  return {
    name,
    index: seen.identity.index,
    simulated: false,
    state: "live",
    sent: seen.sent,
    returned: seen.returned,
    outstanding: seen.outstanding,
    ratePerSecond: seen.ratePerSecond,
    oldestUs: ageOf(seen.oldestReceivedAt, moment),
    lostUs: ageOf(seen.lostAt, moment),
    heldBack: moment.isHeldBack(seen.identity),
    address: seen.identity.address ?? "",
    roundTripUs: seen.roundTripUs,
    behaviour: null,
  }
}

/** @param connections oldest first: the last is the one that the client speaks through */
export function simulatedClient(
  client: Told<RosterClient>,
  connections: readonly SeenClient[],
  left: Tally,
  moment: Moment,
): Client {
  const sum = (figure: (seen: SeenClient) => number): number =>
    connections.reduce((total, seen) => total + figure(seen), 0)
  const current = connections.at(-1)
  const ages = connections.flatMap((seen) => ageOf(seen.oldestReceivedAt, moment) ?? [])
  return {
    name: client.name,
    index: current?.identity.index ?? -1,
    simulated: true,
    state: stateOf(client.state, current !== undefined),
    sent: left.sent + sum((seen) => seen.sent),
    returned: left.returned + sum((seen) => seen.returned),
    outstanding: sum((seen) => seen.outstanding),
    ratePerSecond: sum((seen) => seen.ratePerSecond),
    oldestUs: ages.length === 0 ? null : Math.max(...ages),
    lostUs: ageOf(current?.lostAt ?? null, moment),
    heldBack: connections.some(({ identity }) => moment.isHeldBack(identity)),
    address: current?.identity.address ?? "",
    roundTripUs: current?.roundTripUs ?? null,
    behaviour: client.behaviour,
  }
}

export function externalWorker(seen: SeenWorker, name: string, moment: Moment): Worker {
  const { index, socketType, address } = seen.identity
  return {
    name,
    index,
    simulated: false,
    state: "live",
    ...workerFigures(seen, moment),
    socketType,
    address,
    behaviour: null,
  }
}

export function simulatedWorker(
  worker: Told<RosterWorker>,
  seen: SeenWorker | undefined,
  moment: Moment,
): Worker {
  return {
    name: worker.name,
    index: seen?.identity.index ?? -1,
    simulated: true,
    state: stateOf(worker.state, seen !== undefined),
    ...workerFigures(seen, moment),
    socketType: seen?.identity.socketType ?? "REP",
    address: seen?.identity.address ?? "",
    behaviour: worker.behaviour,
  }
}

function workerFigures(seen: SeenWorker | undefined, moment: Moment) {
  return {
    outstanding: seen?.outstanding ?? 0,
    oldestUs: ageOf(seen?.oldestDealtAt ?? null, moment),
    heartbeats: seen?.identity.heartbeats ?? true,
    silentUs: seen === undefined ? null : silentUs(seen, moment.now),
    served: seen?.served ?? 0,
    ratePerSecond: seen?.ratePerSecond ?? 0,
    serviceUs: seen?.serviceUs ?? null,
    busyShare: seen?.busyShare ?? 0,
    idleWhileQueuedUs: seen?.idleWhileQueuedUs ?? 0,
  }
}

/** Live is who both the simulator and the broker know to be connected. */
function stateOf(said: RosterClient["state"], isSeen: boolean): PeerState {
  return said === "live" && !isSeen ? "connecting" : said
}

function ageOf(at: number | null, { now }: Moment): number | null {
  return at === null ? null : Math.max(0, now - at)
}
