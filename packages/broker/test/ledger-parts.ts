import type { EnvelopeRecord, Kind } from "@zmqscope/protocol"
import type { ClientAccount, LiveEnvelope, WorkerAccount } from "../src/accounts.js"
import type { RecordSink } from "../src/ledger.js"

export function clientAccount(index = 0): ClientAccount {
  const routingId = Buffer.from(`client-${index}`)
  return {
    index,
    name: `client-${index}`,
    routingId,
    routingIdHex: routingId.toString("hex"),
    isGone: false,
    sent: 0,
    returned: 0,
    undelivered: 0,
  }
}

export function workerAccount(index = 0): WorkerAccount {
  return {
    index,
    name: `worker-${index}`,
    socketType: "REP",
    address: `127.0.0.1:${index + 1024}`,
    outstanding: 0,
    served: 0,
    load: 0,
    lastHanded: 0,
    isDraining: false,
  }
}

export function liveEnvelope(number: number, bodyBytes = 1): LiveEnvelope {
  return {
    number,
    client: clientAccount(),
    frames: [Buffer.alloc(bodyBytes)],
    frameBytes: bodyBytes,
    bodyBytes,
    receivedAt: 0,
    state: "waiting",
    attempt: 0,
    worker: undefined,
    handedSequence: 0,
  }
}

/** Sums up what is taken and given back. */
export class TakenRoom {
  waiting = 0
  bytes = 0

  take(waiting: number, bytes: number): void {
    this.waiting += waiting
    this.bytes += bytes
  }
}

/** Keeps every record it is given. */
export class RecordList implements RecordSink {
  readonly records: EnvelopeRecord[] = []

  record(
    kind: Kind,
    at: number,
    envelope: number,
    client: number,
    worker: number,
    sizeBytes: number,
    attempt: number,
  ): void {
    this.records.push({ kind, at, envelope, client, worker, sizeBytes, attempt })
  }
}
