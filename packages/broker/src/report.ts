import type { BrokerSettings, Checkpoint, ClientEvent, WorkerEvent } from "@zmqscope/protocol"
import type { ClientAccount, Heard, LiveEnvelope, WorkerAccount } from "./accounts.js"
import type { Chronicle } from "./chronicle.js"
import { type Clients, clientIdentityOf } from "./clients.js"
import { type Crew, identityOf } from "./crew.js"

/** A peer by its index, and when something came of it last: microseconds, or null where nobody knows. */
export type LastHeard = readonly [index: number, at: number | null]

/** @param index of the one that is asked for; of all there are unless given */
export function lastHeardOf(
  { clients, crew }: Pick<Books, "clients" | "crew">,
  kind: "client" | "worker",
  index?: number,
): LastHeard[] {
  const roll: Iterable<{ readonly index: number; readonly heard?: Heard | undefined }> =
    kind === "client" ? clients.all : crew.workers
  return Array.from(roll)
    .filter((peer) => index === undefined || peer.index === index)
    .map((peer) => [peer.index, peer.heard?.lastHeardAt ?? null])
}

/** What a checkpoint is made of. */
export interface Books {
  readonly chronicle: Chronicle<LiveEnvelope>
  readonly clients: Clients
  readonly crew: Crew
  readonly settings: BrokerSettings
}

/** The absolute figures as they stand now. */
export function checkpointOf(
  { chronicle, clients, crew, settings }: Books,
  sequence: number,
  at: number,
): Checkpoint {
  const { totals, unseen, stale, requeued } = chronicle
  return {
    type: "checkpoint",
    sequence,
    at,
    totals: { ...totals },
    unseen,
    stale,
    requeued,
    clients: Array.from(clients.all, (client) => {
      const { sent, returned, undelivered, heard } = client
      const heldBack = client.heldBack ?? heard?.isHeldBack
      const held = heldBack === undefined ? {} : { heldBack }
      return { ...clientIdentityOf(client), sent, returned, undelivered, ...held }
    }),
    workers: Array.from(crew.workers, (worker) => {
      const { outstanding, served } = worker
      return { ...identityOf(worker), outstanding, served }
    }),
    settings,
  }
}

export function workerEvent(
  event: WorkerEvent["event"],
  worker: WorkerAccount,
  at: number,
): WorkerEvent {
  return { type: "worker", event, at, worker: identityOf(worker) }
}

export function clientEvent(
  event: ClientEvent["event"],
  client: ClientAccount,
  at: number,
): ClientEvent {
  return { type: "client", event, at, client: clientIdentityOf(client) }
}
