import type { ChildProcess } from "node:child_process"
import { Readable } from "node:stream"
import type { BrokerCalls, BrokerFailure, BrokerOptions } from "@zmqscope/broker"
import {
  assertUnreachable,
  type BrokerHello,
  type BrokerMessage,
  type BrokerSettings,
  CallError,
  Caller,
  decodeBatch,
  PipeDecoder,
  type PipeFrame,
  type RecordBatch,
  type WorkerIdentity,
} from "@zmqscope/protocol"
import { decodeBrokerMessage } from "@zmqscope/protocol/schemas"
import type { FastifyBaseLogger } from "fastify"
import { sendTo, startChild } from "./child-process.js"
import { type ChildStatus, Supervisor } from "./supervisor.js"

const TAP_FD = 4
/** Beyond its own deadline, how long the broker's process may take to go, milliseconds. */
const STOP_GRACE_MS = 1_000

/** Workers' names that a restarted broker is told. */
const MAX_WORKER_NAMES = 1000

/** What the broker says, in order. */
export interface BrokerListener {
  brokerUp(hello: BrokerHello): void
  brokerMessage(message: Exclude<BrokerMessage, BrokerHello>): void
  /** `encoded` is the batch as it came. */
  brokerRecords(batch: RecordBatch, encoded: Uint8Array): void
  brokerDown(): void
}

/** The broker did not start at all: a port is in use, for one. */
export class BrokerStartError extends Error {
  readonly failure: BrokerFailure
  constructor(failure: BrokerFailure) {
    super(failure.message)
    this.name = "BrokerStartError"
    this.failure = failure
  }
}

/** The broker's process, kept running: its calls, and its pipe decoded. */
export class BrokerLink {
  readonly #listener: BrokerListener
  readonly #log: FastifyBaseLogger
  readonly #supervisor: Supervisor<ChildProcess>
  /** What the next start is given: ports as they were taken, settings as they were changed. */
  #options: BrokerOptions
  #caller: Caller<BrokerCalls> | undefined
  #isUp = false
  #firstStart: { resolve: () => void; reject: (error: Error) => void } | undefined

  constructor(options: BrokerOptions, listener: BrokerListener, log: FastifyBaseLogger) {
    this.#options = options
    this.#listener = listener
    this.#log = log
    this.#supervisor = new Supervisor<ChildProcess>({
      name: "broker",
      fork: () => startChild("@zmqscope/broker/child", true),
      started: (child) => this.#listen(child),
      ended: (how) => this.#ended(how),
      log,
    })
  }

  get status(): ChildStatus {
    return this.#supervisor.status
  }

  get isUp(): boolean {
    return this.#isUp
  }

  get limits(): BrokerOptions["limits"] {
    return this.#options.limits
  }

  /** Resolves when the broker stands; rejects with BrokerStartError when its first start fails. */
  async start(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#firstStart = { resolve, reject }
      this.#supervisor.start()
    })
  }

  /** Rejects with CallError; `gone` while the broker is down. */
  async call<N extends keyof BrokerCalls>(
    name: N,
    params: BrokerCalls[N]["params"],
  ): Promise<BrokerCalls[N]["result"]> {
    if (!this.#isUp || this.#caller === undefined) {
      throw new CallError("gone", "The broker is restarting; try again in a moment.")
    }
    return this.#caller.call(name, params)
  }

  /** Settings that a restart of the broker must keep. */
  keepSettings(settings: BrokerSettings): void {
    this.#options = { ...this.#options, settings }
  }

  /** Lets the broker finish what is in flight until the deadline, and ends it. */
  async stop(deadlineMs: number): Promise<void> {
    const shutdown = async () => this.call("shutdown", { deadlineMs })
    await this.#supervisor.stop(shutdown, deadlineMs + STOP_GRACE_MS)
  }

  #listen(child: ChildProcess): void {
    const caller = new Caller<BrokerCalls>((message) => sendTo(child, message))
    this.#caller = caller
    child.on("message", (message) => caller.accept(message))
    const pipe = child.stdio[TAP_FD]
    if (!(pipe instanceof Readable)) throw new Error("the broker was started without its pipe")
    const decoder = new PipeDecoder()
    pipe.on("data", (chunk: Buffer) => {
      const frames = decoder.push(chunk)
      if (frames.ok) for (const frame of frames.value) this.#frame(frame, child)
      else this.#breach(child, frames.reason)
    })
    void this.#bringUp(child, caller)
  }

  /** One that cannot start is ended, and so tried again. */
  async #bringUp(child: ChildProcess, caller: Caller<BrokerCalls>): Promise<void> {
    // That it stands is told on its pipe, before what happens there; that it ended, by its end.
    const failure = await caller.call("start", this.#options).catch(() => null)
    if (failure === null) return
    if (this.#firstStart === undefined) {
      this.#log.error(`the broker could not start again: ${failure.message}`)
    }
    this.#giveUpFirstStart(failure)
    child.kill("SIGKILL")
  }

  #frame({ opcode, payload }: PipeFrame, child: ChildProcess): void {
    switch (opcode) {
      case "text": {
        const message = decodeBrokerMessage(Buffer.from(payload).toString())
        if (message.ok) this.#message(message.value)
        else this.#breach(child, message.reason)
        return
      }
      case "binary": {
        const batch = decodeBatch(payload)
        if (batch.ok) this.#listener.brokerRecords(batch.value, payload)
        else this.#breach(child, batch.reason)
        return
      }
      default:
        assertUnreachable(opcode)
    }
  }

  #message(message: BrokerMessage): void {
    if (message.type !== "broker") {
      if (message.type === "worker" && message.event === "joined") {
        this.#keepWorkerName(message.worker)
      }
      this.#listener.brokerMessage(message)
      return
    }
    this.#options = {
      ...this.#options,
      frontendPort: portOf(message.frontend),
      backendPort: portOf(message.backend),
    }
    this.#isUp = true
    this.#supervisor.markUp()
    this.#listener.brokerUp(message)
    this.#firstStart?.resolve()
    this.#firstStart = undefined
  }

  /** So that a restarted broker knows its workers by the same indexes, and they keep their colours. */
  #keepWorkerName({ index, name }: WorkerIdentity): void {
    const others = (this.#options.workerNames ?? []).filter((known) => known[1] !== name)
    const names = [...others, [index, name] as const].slice(-MAX_WORKER_NAMES)
    this.#options = { ...this.#options, workerNames: names }
  }

  /** What is on the pipe cannot be trusted any more; a new broker starts with a new one. */
  #breach(child: ChildProcess, reason: string): void {
    this.#log.error(`the broker broke its pipe's protocol and is ended: ${reason}`)
    child.kill("SIGKILL")
  }

  /** What did not start once is not tried again: whoever started it can say what to change. */
  #giveUpFirstStart(failure: BrokerFailure): void {
    if (this.#firstStart === undefined) return
    void this.#supervisor.stop(async () => {}, STOP_GRACE_MS)
    this.#firstStart.reject(new BrokerStartError(failure))
    this.#firstStart = undefined
  }

  #ended(how: string): void {
    const message = `the broker's process ended (${how}) before the broker stood`
    this.#giveUpFirstStart({ code: "", endpoint: "", message })
    this.#caller?.close(`The broker ended (${how}) before it answered.`)
    this.#caller = undefined
    if (this.#isUp) {
      this.#isUp = false
      this.#listener.brokerDown()
    }
  }
}

function portOf(endpoint: string): number {
  return Number(endpoint.slice(endpoint.lastIndexOf(":") + 1))
}
