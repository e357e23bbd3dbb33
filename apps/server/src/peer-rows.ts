import type { Client, ClientIdentity, PeerState, Worker, WorkerIdentity } from "@zmqscope/protocol"
import type { RosterClient, RosterWorker } from "@zmqscope/simulator"

/** What the fold knows of a client that the broker sees. */
export interface SeenClient {
  readonly identity: ClientIdentity
  readonly sent: number
  readonly returned: number
  readonly outstanding: number
  readonly ratePerSecond: number
  readonly roundTripUs: number | null
}

/** What the fold knows of a worker that the broker sees. */
export interface SeenWorker {
  readonly identity: WorkerIdentity
  readonly outstanding: number
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

export function externalClient(seen: SeenClient, name: string, heldBack: boolean): Client {
  return {
    name,
    index: seen.identity.index,
    simulated: false,
    state: "live",
    sent: seen.sent,
    returned: seen.returned,
    outstanding: seen.outstanding,
    ratePerSecond: seen.ratePerSecond,
    oldestUs: null,
    heldBack,
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
  heldBack: boolean,
): Client {
  const sum = (figure: (seen: SeenClient) => number): number =>
    connections.reduce((total, seen) => total + figure(seen), 0)
  const current = connections.at(-1)
  return {
    name: client.name,
    index: current?.identity.index ?? -1,
    simulated: true,
    state: stateOf(client.state, current !== undefined),
    sent: left.sent + sum((seen) => seen.sent),
    returned: left.returned + sum((seen) => seen.returned),
    outstanding: sum((seen) => seen.outstanding),
    ratePerSecond: sum((seen) => seen.ratePerSecond),
    oldestUs: null,
    heldBack,
    address: current?.identity.address ?? "",
    roundTripUs: current?.roundTripUs ?? null,
    behaviour: client.behaviour,
  }
}

export function externalWorker(seen: SeenWorker, name: string): Worker {
  const { index, socketType, address } = seen.identity
  return {
    name,
    index,
    simulated: false,
    state: "live",
    ...workerFigures(seen),
    socketType,
    address,
    behaviour: null,
  }
}

export function simulatedWorker(worker: Told<RosterWorker>, seen: SeenWorker | undefined): Worker {
  return {
    name: worker.name,
    index: seen?.identity.index ?? -1,
    simulated: true,
    state: stateOf(worker.state, seen !== undefined),
    ...workerFigures(seen),
    socketType: seen?.identity.socketType ?? "REP",
    address: seen?.identity.address ?? "",
    behaviour: worker.behaviour,
  }
}

function workerFigures(seen: SeenWorker | undefined) {
  return {
    outstanding: seen?.outstanding ?? 0,
    oldestUs: null,
    heartbeats: seen?.identity.heartbeats ?? true,
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
