import {
  type BrokerSettings,
  type Checkpoint,
  type ClientIdentity,
  type EnvelopeRecord,
  NO_WORKER,
  type WorkerIdentity,
} from "@zmqscope/protocol"
import { EnvelopeBook } from "../src/envelope-book.js"
import { Fold } from "../src/fold.js"
import { History } from "../src/history.js"

/** A whole second of Unix time. */
export const EPOCH_MS = 1_700_000_000_000

export function record(
  kind: EnvelopeRecord["kind"],
  at: number,
  fields: Partial<EnvelopeRecord> = {},
): EnvelopeRecord {
  return {
    kind,
    at,
    envelope: 1,
    client: 1,
    worker: NO_WORKER,
    sizeBytes: 5,
    attempt: 0,
    cause: null,
    ...fields,
  }
}

export function clientIdentity(index: number): ClientIdentity {
  return { index, name: `c-${index}`, routingIdHex: "00" }
}

export function workerIdentity(index: number): WorkerIdentity {
  return { index, name: `w-${index}`, socketType: "REP", address: `127.0.0.1:${index}` }
}

/** A fold of a run that began at EPOCH_MS, with its history. */
export function startFold(options: { epochMs?: number; history?: History } = {}) {
  const { epochMs = EPOCH_MS, history = new History() } = options
  const fold = new Fold({ epochUnixUs: epochMs * 1000, history, book: new EnvelopeBook(100) })
  return { fold, history }
}

export function joinWorkers(fold: Fold, indexes: readonly number[], at = 0): void {
  for (const index of indexes) fold.worker({ event: "joined", at, worker: workerIdentity(index) })
}

export const SETTINGS: BrokerSettings = {
  paused: false,
  dealing: "dealer",
  prefetch: 1,
  onWorkerLoss: "lose",
  dropAbandoned: false,
  shedding: { mode: "none" },
}

/** What a broker says once a second that agrees with the fold. */
export function checkpointOf(fold: Fold, at: number): Checkpoint {
  const { unseen, stale, requeued, clients, workers } = fold
  return {
    type: "checkpoint",
    sequence: 0,
    at,
    totals: { ...fold.totals },
    unseen,
    stale,
    requeued,
    clients: Array.from(clients.values(), ({ identity, sent, returned, undelivered }) => ({
      ...identity,
      sent,
      returned,
      undelivered,
    })),
    workers: Array.from(workers.values(), ({ identity, outstanding, served }) => ({
      ...identity,
      outstanding,
      served,
    })),
    settings: SETTINGS,
  }
}

/** Lets time pass in which the broker has nothing to tell but that it is there. */
export function letPass(fold: Fold, until: number): void {
  while (fold.now < until) {
    const at = Math.min(fold.now + 1_000_000, until)
    fold.checkpoint(checkpointOf(fold, at))
  }
}

/** One envelope's whole way, a round trip of 100 us through each of five parts. */
export function roundTrip(envelope: number, at: number, worker: number): EnvelopeRecord[] {
  return [
    record("received", at, { envelope }),
    record("handed", at + 100, { envelope }),
    record("dealt", at + 200, { envelope, worker }),
    record("replied", at + 300, { envelope, worker }),
    record("returned", at + 400, { envelope, worker }),
  ]
}
