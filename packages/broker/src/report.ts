import type { BrokerSettings, Checkpoint, ClientEvent, WorkerEvent } from "@zmqscope/protocol"
import type { ClientAccount, LiveEnvelope, WorkerAccount } from "./accounts.js"
import type { Chronicle } from "./chronicle.js"
import { type Clients, clientIdentityOf } from "./clients.js"
import { type Crew, identityOf } from "./crew.js"

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
      const { sent, returned, undelivered, heldBack } = client
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
