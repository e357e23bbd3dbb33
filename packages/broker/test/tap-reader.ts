import {
  type BrokerMessage,
  type Decoded,
  decodeBatch,
  type EnvelopeRecord,
  PipeDecoder,
  type RecordBatch,
} from "@zmqscope/protocol"
import { decodeBrokerMessage } from "@zmqscope/protocol/schemas"

/** Reads a tap as the server does, and insists that sequence numbers go on without a hole. */
export class TapReader {
  readonly records: EnvelopeRecord[] = []
  readonly messages: BrokerMessage[] = []
  readonly batches: RecordBatch[] = []
  /** What came, in order: the types of messages and the envelopes of records. */
  readonly order: (string | number)[] = []
  /** The sequence number of the next record. */
  sequence = 0
  missed = 0
  readonly #decoder = new PipeDecoder()
  readonly #onItem: (item: BrokerMessage | EnvelopeRecord) => void

  constructor(onItem: (item: BrokerMessage | EnvelopeRecord) => void = () => {}) {
    this.#onItem = onItem
  }

  push(chunk: Uint8Array): void {
    for (const frame of decodedValue(this.#decoder.push(chunk))) {
      if (frame.opcode === "text") {
        this.#message(decodedValue(decodeBrokerMessage(new TextDecoder().decode(frame.payload))))
      } else this.#batch(decodedValue(decodeBatch(frame.payload)))
    }
  }

  #message(message: BrokerMessage): void {
    if (message.type === "gap") {
      this.missed += message.missed
      this.sequence += message.missed
    }
    if ("sequence" in message && message.sequence !== this.sequence) {
      throw new Error(`${message.type} ${message.sequence} came at ${this.sequence}`)
    }
    this.messages.push(message)
    this.order.push(message.type)
    this.#onItem(message)
  }

  #batch(batch: RecordBatch): void {
    if (batch.firstSequence !== this.sequence) {
      throw new Error(`record ${batch.firstSequence} came at ${this.sequence}`)
    }
    this.sequence += batch.records.length
    this.batches.push(batch)
    for (const record of batch.records) {
      this.records.push(record)
      this.order.push(record.envelope)
      this.#onItem(record)
    }
  }
}

function decodedValue<T>(decoded: Decoded<T>): T {
  if (!decoded.ok) throw new Error(decoded.reason)
  return decoded.value
}
