import { Histogram, StreamCheck } from "@zmqscope/metrics"
import { BINARY_SUBPROTOCOL, decodeBatch, type EnvelopeRecord } from "@zmqscope/protocol"
import { decodeStreamMessage } from "@zmqscope/protocol/schemas"
import { WebSocket } from "ws"
import type { Arrived } from "./schedules.js"

const STEP_MS = 100

/** A viewer of one lane that folds every record itself, and keeps when each client's requests came in. */
export class LaneWatch {
  readonly #check = new StreamCheck()
  readonly #socket: WebSocket
  readonly #names = new Map<number, string>()
  readonly #arrived = new Map<string, number[]>()
  readonly #faults: string[] = []

  constructor(url: string, broker: string) {
    const tap = `${url.replace("http", "ws")}/api/brokers/${broker}/tap`
    this.#socket = new WebSocket(tap, BINARY_SUBPROTOCOL)
    this.#socket.on("error", (error) => this.#faults.push(error.message))
    this.#socket.on("message", (data: Buffer, isBinary) => {
      if (isBinary) this.#batch(data)
      else this.#message(data.toString())
    })
  }

  /** What was not as it must be. */
  get faults(): readonly string[] {
    return [...this.#faults, ...this.#check.faults]
  }

  get arrived(): Arrived {
    return this.#arrived
  }

  /** Of round trips that ended in a stretch, microseconds; Unix milliseconds. */
  p99Us(fromMs: number, untilMs: number): number {
    const latency = new Histogram()
    for (const step of this.#check.history.steps(STEP_MS, fromMs)) {
      if (step.startMs < untilMs) latency.addSparse(step.latency)
    }
    return latency.percentile(0.99) ?? Number.NaN
  }

  close(): void {
    this.#socket.terminate()
  }

  #batch(data: Buffer): void {
    const batch = decodeBatch(data)
    if (!batch.ok) {
      this.#faults.push(batch.reason)
      return
    }
    this.#check.batch(batch.value)
    const record = batch.value.records.cursor()
    while (record.next()) this.#note(record)
  }

  #message(text: string): void {
    const message = decodeStreamMessage(text)
    if (!message.ok) {
      this.#faults.push(message.reason)
      return
    }
    const { value } = message
    if (value.type === "hello") {
      if (value.clients.length > 0) this.#faults.push("clients were there before it was watched")
    }
    if (value.type === "client") {
      // `client-7/1`: a simulated client's socket, by which the client draws nothing.
      this.#names.set(value.client.index, value.client.name.replace(/\/\d+$/, ""))
    }
    this.#check.message(value)
  }

  #note({ kind, client, at }: EnvelopeRecord): void {
    if (kind !== "received") return
    const name = this.#names.get(client) ?? `index ${client}`
    const times = this.#arrived.get(name) ?? []
    times.push(at / 1000)
    this.#arrived.set(name, times)
  }
}
