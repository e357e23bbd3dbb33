import { Readable } from "node:stream"
import { type BrokerCalls, DEFAULT_LIMITS } from "@zmqscope/broker"
import { Fold, History } from "@zmqscope/metrics"
import {
  assertUnreachable,
  type BrokerHello,
  type BrokerMessage,
  type BrokerSettings,
  decodeBatch,
  type HistoryStep,
  PipeDecoder,
  type PipeFrame,
} from "@zmqscope/protocol"
import { decodeBrokerMessage } from "@zmqscope/protocol/schemas"
import { type Child, forkChild } from "./child-process.js"

const TAP_FD = 4
const BOOK_CAPACITY = 1_000

/** A broker in a process of its own, its tap folded here as the server folds it. */
export class WatchedBroker implements AsyncDisposable {
  readonly hello: BrokerHello
  readonly fold: Fold
  readonly #history: History
  readonly #child: Child<BrokerCalls>

  /** Starts one on free ports. Rejects when it cannot stand. */
  static async start(
    settings: BrokerSettings,
    seed: number,
    frontendPort = 0,
  ): Promise<WatchedBroker> {
    const options = {
      host: "127.0.0.1",
      frontendPort,
      backendPort: 0,
      seed,
      settings,
      limits: DEFAULT_LIMITS,
    }
    const child = await forkChild<BrokerCalls>(import.meta.resolve("@zmqscope/broker/child"), {
      withPipe: true,
    })
    const watching = WatchedBroker.#watch(child)
    const failure = await child.call("start", options)
    if (failure === null) return watching
    await child[Symbol.asyncDispose]()
    throw new Error(`the broker could not start: ${failure.message}`)
  }

  /** Reads the tap of a broker from its first message, the hello, on. */
  static #watch(child: Child<BrokerCalls>): Promise<WatchedBroker> {
    const pipe = child.process.stdio[TAP_FD]
    if (!(pipe instanceof Readable)) throw new Error("the broker was started without its pipe")
    return new Promise((resolve) => {
      let broker: WatchedBroker | undefined
      const decoder = new PipeDecoder()
      pipe.on("data", (chunk: Buffer) => {
        for (const frame of take(decoder.push(chunk))) {
          if (broker !== undefined) {
            broker.#take(frame)
            continue
          }
          const message = readMessage(frame)
          if (message.type !== "broker") throw new Error("the broker did not begin with its hello")
          broker = new WatchedBroker(message, child)
          resolve(broker)
        }
      })
    })
  }

  private constructor(hello: BrokerHello, child: Child<BrokerCalls>) {
    this.hello = hello
    this.#child = child
    this.#history = new History()
    this.fold = new Fold({
      epochUnixUs: hello.epochUnixUs,
      history: this.#history,
      bookCapacity: BOOK_CAPACITY,
    })
  }

  /** The closed 100 ms steps of a stretch of time, Unix milliseconds. */
  steps(fromMs: number, toMs: number): HistoryStep[] {
    return this.#history.steps(100, fromMs).filter(({ startMs }) => startMs < toMs)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#child[Symbol.asyncDispose]()
  }

  #take(frame: PipeFrame): void {
    switch (frame.opcode) {
      case "binary":
        this.fold.records(take(decodeBatch(frame.payload)).records)
        return
      case "text":
        this.#message(readMessage(frame))
        return
      default:
        assertUnreachable(frame)
    }
  }

  #message(message: BrokerMessage): void {
    switch (message.type) {
      case "client":
        this.fold.client(message)
        return
      case "worker":
        this.fold.worker(message)
        return
      case "checkpoint":
        this.fold.checkpoint(message)
        return
      case "gap":
        throw new Error(`${message.missed} records were missed: the figures would not be whole`)
      case "broker":
      case "known":
      case "notice":
        return
      default:
        assertUnreachable(message)
    }
  }
}

function readMessage(frame: PipeFrame): BrokerMessage {
  return take(decodeBrokerMessage(new TextDecoder().decode(frame.payload)))
}

/** What came from the broker makes sense, or the measurement ends. */
function take<T>(
  decoded:
    | { readonly ok: true; readonly value: T }
    | { readonly ok: false; readonly reason: string },
): T {
  if (!decoded.ok) throw new Error(decoded.reason)
  return decoded.value
}
