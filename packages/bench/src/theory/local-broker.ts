import { Broker, DEFAULT_LIMITS } from "@zmqscope/broker"
import { EnvelopeBook, Fold, History } from "@zmqscope/metrics"
import { type BrokerSettings, decodeBatch, type HistoryStep, PipeDecoder } from "@zmqscope/protocol"
import { decodeBrokerMessage } from "@zmqscope/protocol/schemas"

const GATHER_MS = 20
const BOOK_CAPACITY = 1000
const STOP_MS = 5000

/** A broker in this process, folded here: many of them cost little where each carries little. */
export class LocalBroker implements AsyncDisposable {
  readonly fold: Fold
  readonly #broker: Broker
  readonly #history = new History()
  readonly #decoder = new PipeDecoder()
  readonly #timer: NodeJS.Timeout

  static async start(settings: BrokerSettings, seed: number): Promise<LocalBroker> {
    const options = {
      host: "127.0.0.1",
      frontendPort: 0,
      backendPort: 0,
      seed,
      settings,
      limits: DEFAULT_LIMITS,
    }
    return new LocalBroker(await Broker.start(options, () => {}))
  }

  private constructor(broker: Broker) {
    this.#broker = broker
    this.fold = new Fold({
      epochUnixUs: broker.hello.epochUnixUs,
      history: this.#history,
      book: new EnvelopeBook(BOOK_CAPACITY),
      startAt: performance.now() * 1000,
    })
    this.#timer = setInterval(() => this.#read(), GATHER_MS)
  }

  get endpoints(): { readonly frontend: string; readonly backend: string } {
    const { frontend, backend } = this.#broker.hello
    return { frontend, backend }
  }

  /** The closed 100 ms steps of a stretch of time, Unix milliseconds. */
  steps(fromMs: number, toMs: number): HistoryStep[] {
    return this.#history.steps(100, fromMs).filter(({ startMs }) => startMs < toMs)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer)
    await this.#broker.stop(STOP_MS)
  }

  #read(): void {
    for (const bytes of this.#broker.tap.take()) {
      const frames = this.#decoder.push(bytes)
      if (!frames.ok) throw new Error(frames.reason)
      for (const { opcode, payload } of frames.value) {
        if (opcode === "binary") this.#records(payload)
        else this.#message(new TextDecoder().decode(payload))
      }
    }
  }

  #records(payload: Uint8Array): void {
    const batch = decodeBatch(payload)
    if (!batch.ok) throw new Error(batch.reason)
    this.fold.records(batch.value.records)
  }

  #message(text: string): void {
    const message = decodeBrokerMessage(text)
    if (!message.ok) throw new Error(message.reason)
    if (message.value.type === "worker") this.fold.worker(message.value)
    else if (message.value.type === "checkpoint") this.fold.checkpoint(message.value)
    else if (message.value.type === "gap") throw new Error("records were missed")
  }
}
