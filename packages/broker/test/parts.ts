import type { Cause, EnvelopeRecord, Kind } from "@zmqscope/protocol"
import { encodeMoreFrame, Message } from "@zmqscope/zmtp"
import type { ClientAccount, HeldRequest, LiveEnvelope, WorkerAccount } from "../src/accounts.js"
import type { RecordSink } from "../src/chronicle.js"

export function clientAccount(index = 0): ClientAccount {
  const routingId = Buffer.from(`client-${index}`)
  return {
    index,
    name: `client-${index}`,
    routingId,
    routingIdHex: routingId.toString("hex"),
    routingFrame: encodeMoreFrame(routingId),
    isGone: false,
    sent: 0,
    returned: 0,
    undelivered: 0,
    waiting: 0,
    heldBack: undefined,
  }
}

export function workerAccount(index = 0): WorkerAccount {
  return {
    index,
    name: `worker-${index}`,
    socketType: "REP",
    address: `127.0.0.1:${index + 1024}`,
    heard: { lastHeardAt: 0 },
    outstanding: 0,
    served: 0,
    load: 0,
    lastHanded: 0,
    isDraining: false,
    endsBy: "left",
    weight: 1,
  }
}

export function liveEnvelope(
  number: number,
  client = clientAccount(),
  bodyBytes = 1,
): LiveEnvelope {
  return {
    number,
    client,
    bodyBytes,
    state: "waiting",
    attempt: 0,
    worker: undefined,
    handedSequence: 0,
  }
}

export function framesOf(...texts: readonly string[]): Buffer[] {
  return texts.map((text) => Buffer.from(text))
}

export function messageOf(...texts: readonly string[]): Message {
  return Message.ofFrames(framesOf(...texts))
}

/** A request of these frames, as REQ sends it unless given. */
export function heldRequest(
  number: number,
  client = clientAccount(),
  frames = ["", "body"],
): HeldRequest {
  const message = messageOf(...frames)
  const { heldBytes, bodyBytes } = message
  return {
    ...liveEnvelope(number, client, bodyBytes),
    message,
    heldBytes,
    waitingSince: 0,
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
    cause: Cause | null,
  ): void {
    this.records.push({ kind, at, envelope, client, worker, sizeBytes, attempt, cause })
  }
}
