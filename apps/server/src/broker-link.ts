import type { ChildProcess } from "node:child_process"
import { Readable } from "node:stream"
import type { BrokerCalls, BrokerFailure, BrokerOptions } from "@zmqscope/broker"
import {
  type BrokerHello,
  type BrokerMessage,
  type BrokerSettings,
  CallError,
  Caller,
  type RecordBatch,
  reasonOf,
  type WorkerIdentity,
} from "@zmqscope/protocol"
import type { FastifyBaseLogger } from "fastify"
import { readBrokerPipe } from "./broker-pipe.js"
import { sendTo, startChild } from "./child-process.js"
import { ANSWER_MS, withDeadline } from "./deadline.js"
import { HUNG_MS, type Pulse } from "./pulse.js"
import { ScratchDirectory } from "./scratch-directory.js"
import { type ChildStatus, Supervisor } from "./supervisor.js"

const TAP_FD = 4
/** Beyond its own deadline, how long the broker's process may take to go, milliseconds. */
const STOP_GRACE_MS = 1_000

/** Workers' names that a restarted broker is told. */
const MAX_WORKER_NAMES = 1000

/** What is started as the broker's process. */
export interface BrokerProgram {
  /** The module that is the child's program. */
  readonly entry: string
  /** How long it may take to bind its ports, on a machine that has much else to do. */
  readonly startMs: number
}

const BROKER: BrokerProgram = { entry: "@zmqscope/broker/child", startMs: 30_000 }

/** What the broker says, in order. */
export interface BrokerListener {
  brokerUp(hello: BrokerHello): void
  brokerMessage(message: Exclude<BrokerMessage, BrokerHello>): void
  /** `encoded` is the batch as it came. */
  brokerRecords(batch: RecordBatch, encoded: Uint8Array): void
  /** Something that it said could not be understood, and is missing. */
  brokerMisheard(reason: string): void
  /** It has been silent for so long that it is ended. */
  brokerHung(silentSeconds: number): void
  brokerDown(): void
  /** It ended once, and what was started in its place could not take over; tried again until one can. */
  brokerNotBack(why: string): void
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
  readonly #supervisor: Supervisor<ChildProcess>
  readonly #pulse: Pulse
  readonly #startMs: number
  readonly #scratch: ScratchDirectory | undefined
  /** What the next start is given: ports as they were taken, settings as they were changed. */
  #options: BrokerOptions
  #caller: Caller<BrokerCalls> | undefined
  #isUp = false
  #firstStart: { resolve: () => void; reject: (error: Error) => void } | undefined

  constructor(
    options: BrokerOptions,
    listener: BrokerListener,
    pulse: Pulse,
    log: FastifyBaseLogger,
    program: BrokerProgram = BROKER,
  ) {
    this.#options = options
    this.#listener = listener
    this.#pulse = pulse
    this.#startMs = program.startMs
    // Only libzmq's sockets need a place in the file system.
    this.#scratch = options.engine === "libzmq" ? new ScratchDirectory() : undefined
    this.#supervisor = new Supervisor<ChildProcess>({
      name: "broker",
      fork: () => startChild(program.entry, true, this.#scratch?.make()),
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

  /**
   * Rejects with CallError: `gone` while the broker is down, `timeout` when it does not answer. That a
   * worker has drained is waited for as long as it takes; a broker that hangs is ended, and that too.
   */
  async call<N extends keyof BrokerCalls>(
    name: N,
    params: BrokerCalls[N]["params"],
  ): Promise<BrokerCalls[N]["result"]> {
    if (!this.#isUp || this.#caller === undefined) throw brokerGone()
    const answer = this.#caller.call(name, params)
    return name === "drainWorker" || name === "shutdown"
      ? answer
      : withDeadline(answer, ANSWER_MS, "broker")
  }

  /** Settings that a restart of the broker must keep. */
  keepSettings(settings: BrokerSettings): void {
    this.#options = { ...this.#options, settings }
  }

  /** Lets the broker finish what is in flight until the deadline, and ends it. */
  async stop(deadlineMs: number): Promise<void> {
    this.#pulse.close()
    const shutdown = async () => this.call("shutdown", { deadlineMs })
    await this.#supervisor.stop(shutdown, deadlineMs + STOP_GRACE_MS)
  }

  #listen(child: ChildProcess): void {
    const caller = new Caller<BrokerCalls>((message) => sendTo(child, message))
    this.#caller = caller
    child.on("message", (message) => caller.accept(message))
    const pipe = child.stdio[TAP_FD]
    if (!(pipe instanceof Readable)) throw new Error("the broker was started without its pipe")
    // Whatever comes: its checkpoint, once a second, may stand behind much that is yet to be read.
    pipe.on("data", () => this.#pulse.beat())
    readBrokerPipe(pipe, {
      message: (message) => this.#message(message),
      records: (batch, encoded) => this.#listener.brokerRecords(batch, encoded),
      misheard: (reason) => this.#listener.brokerMisheard(reason),
      broken: (reason) => {
        this.#supervisor.kill(child, `it broke its pipe's protocol: ${reason}`)
      },
    })
    void this.#bringUp(child, caller)
  }

  /** One that cannot start is ended, and so tried again. */
  async #bringUp(child: ChildProcess, caller: Caller<BrokerCalls>): Promise<void> {
    // That it stands is told on its pipe, before what happens there; that it ended, by its end.
    const started = withDeadline(caller.call("start", this.#options), this.#startMs, "broker")
    const failure = await started.catch(startFailure)
    if (failure === null) {
      // Of one whose hello was misheard nothing else would be noticed.
      if (this.#caller === caller && !this.#isUp) this.#pulse.expect(() => this.#hung())
      return
    }
    this.#giveUpFirstStart(failure)
    this.#supervisor.kill(child, failure.message)
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
    this.#pulse.expect(() => this.#hung())
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

  /** What did not start once is not tried again: whoever started it can say what to change. */
  #giveUpFirstStart(failure: BrokerFailure): void {
    if (this.#firstStart === undefined) return
    void this.#supervisor.stop(async () => {}, STOP_GRACE_MS)
    this.#firstStart.reject(new BrokerStartError(failure))
    this.#firstStart = undefined
  }

  #hung(): void {
    const seconds = HUNG_MS / 1000
    this.#listener.brokerHung(seconds)
    const why = `it has said nothing for ${seconds} s: it hangs, and is ended`
    this.#supervisor.kill(this.#supervisor.child, why)
  }

  #ended(how: string): void {
    this.#pulse.rest()
    this.#scratch?.remove()
    const message = `the broker's process ended (${how}) before the broker stood`
    this.#giveUpFirstStart({ code: "", endpoint: "", message })
    this.#caller?.close(`The broker ended (${how}) before it answered.`)
    this.#caller = undefined
    if (this.#isUp) {
      this.#isUp = false
      this.#listener.brokerDown()
    } else if (this.status.state !== "stopped") this.#listener.brokerNotBack(how)
  }
}

/** What a command is told while the broker is down. */
export function brokerGone(): CallError {
  return new CallError("gone", "The broker is down and restarting; try again in a moment.")
}

/** Null for a child that has ended, since its end is told. */
function startFailure(error: unknown): BrokerFailure | null {
  if (error instanceof CallError && error.code === "gone") return null
  return { code: "", endpoint: "", message: reasonOf(error) }
}

function portOf(endpoint: string): number {
  return Number(endpoint.slice(endpoint.lastIndexOf(":") + 1))
}
