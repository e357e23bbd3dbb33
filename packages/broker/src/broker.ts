import {
  type BrokerHello,
  type BrokerPatch,
  type BrokerSettings,
  CallError,
  type Checkpoint,
  type KeptFrames as Kept,
} from "@zmqscope/protocol"
import type { ClientAccount, WorkerAccount } from "./accounts.js"
import { Backend } from "./backend.js"
import { Crew, identityOf } from "./crew.js"
import type { Dealing } from "./dealing.js"
import { Dealings } from "./dealings.js"
import { Dispatch } from "./dispatch.js"
import { Front } from "./front.js"
import { Intake } from "./intake.js"
import { KeptFrames } from "./kept-frames.js"
import { Ledger } from "./ledger.js"
import { Losses } from "./losses.js"
import { Numbering } from "./numbering.js"
import type { BrokerOptions } from "./options.js"
import { Returns } from "./returns.js"
import { settled } from "./settled.js"
import { Tap } from "./tap.js"
import { Waiting } from "./waiting.js"

const TICK_MS = 100
const TICKS_PER_CHECKPOINT = 10

/** How long a change of the way of dealing waits for what is in flight. */
const SWITCH_DEADLINE_MS = 2000

/** Microseconds on the monotonic clock that records use. */
export function monotonicUs(): number {
  return performance.now() * 1000
}

/** ROUTER, waiting, dealing, legs and tap, joined. */
export class Broker {
  readonly tap: Tap
  readonly #options: BrokerOptions
  readonly #ledger: Ledger
  readonly #numbering = new Numbering()
  readonly #front: Front
  readonly #intake: Intake
  readonly #dealings: Dealings
  readonly #dispatch: Dispatch
  readonly #crew: Crew
  readonly #losses: Losses
  readonly #kept: KeptFrames
  readonly #backend: Backend
  #settings: BrokerSettings
  #configuring: Promise<unknown> = Promise.resolve()
  #backendPort = 0
  #ticks = 0
  #timer: NodeJS.Timeout | undefined

  /**
   * Binds both ports and starts. Rejects with the system's error (`code`) and the endpoint that
   * could not be bound (`address`).
   *
   * @param onPending is told that the tap has something to take
   */
  static async start(options: BrokerOptions, onPending: () => void): Promise<Broker> {
    const replies: { take: (frames: Buffer[]) => void } = { take: () => {} }
    const dealings = await Dealings.create(options, (frames) => replies.take(frames))
    const broker = new Broker(options, dealings, await dealings.make(options.settings), onPending)
    const returns = new Returns(broker.#front, broker.#ledger, broker.#numbering, broker.#kept)
    replies.take = (frames) => returns.take(frames)
    await broker.#start()
    return broker
  }

  private constructor(
    options: BrokerOptions,
    dealings: Dealings,
    dealing: Dealing,
    onPending: () => void,
  ) {
    const { host, limits, settings } = options
    const waiting = new Waiting(limits.waitingCount, limits.waitingBytes)
    this.#options = options
    this.#settings = settings
    this.#dealings = dealings
    this.tap = new Tap(limits.tapBytes, (sequence) => this.#checkpoint(sequence), onPending)
    this.#ledger = new Ledger(this.tap, monotonicUs)
    this.#losses = new Losses(this.#ledger, waiting, settings, monotonicUs)
    this.#kept = new KeptFrames(limits.keptEnvelopes, limits.keptBytes)
    this.#front = new Front({ host, messageBytes: limits.messageBytes })
    this.#dispatch = new Dispatch(waiting, this.#ledger, this.#numbering, dealing)
    this.#dispatch.paused = settings.paused
    this.#intake = new Intake(
      {
        front: this.#front,
        ledger: this.#ledger,
        numbering: this.#numbering,
        waiting,
        kept: this.#kept,
      },
      {
        clientJoined: (client) => this.#tellClient("joined", client),
        clientLeft: (client) => {
          this.#losses.clientLeft(client)
          this.#tellClient("left", client)
        },
        requestWaits: () => void this.#dispatch.run(),
      },
    )
    this.#crew = new Crew(this.#ledger, this.#numbering, options.workerNames ?? [], {
      joined: (worker) => {
        this.#tellWorker("joined", worker)
        void this.#dispatch.run()
      },
      freed: () => void this.#dispatch.run(),
      left: (worker, release) => {
        this.#losses.workerLeft(worker, release)
        this.#tellWorker("left", worker)
        this.#sweep()
      },
    })
    this.#backend = new Backend(
      { host, port: options.backendPort, maxConnections: limits.workers },
      (connection) => void this.#crew.attach(connection, this.#dispatch.dealing),
    )
  }

  get hello(): BrokerHello {
    return {
      type: "broker",
      run: this.#numbering.run,
      epochUnixUs: performance.timeOrigin * 1000,
      frontend: this.#front.endpoint,
      backend: endpoint(this.#options.host, this.#backendPort),
      notifies: this.#front.notifies,
      settings: this.#settings,
    }
  }

  /**
   * Changes settings; answers with all of them once they are in force. Another way of dealing
   * (between `dealer` and the broker's own strategies) needs every worker to connect anew: what is in
   * flight finishes or, past a deadline, follows `onWorkerLoss`.
   */
  configure(patch: BrokerPatch): Promise<BrokerSettings> {
    const configured = this.#configuring.then(() => this.#configure(patch))
    // One that fails must not hold up those after it; its caller is told.
    this.#configuring = configured.catch(() => {})
    return configured
  }

  /** Cuts a worker's connection at once. Throws CallError `unknown-worker`. */
  disconnectWorker(index: number): void {
    if (!this.#crew.disconnect(index)) throw unknownWorker(index)
  }

  /**
   * Deals nothing more to a worker; resolves once it has replied to all it had, or has left. Throws
   * CallError `unknown-worker`, or `cannot-drain` where libzmq deals.
   */
  async drainWorker(index: number): Promise<void> {
    const worker = this.#crew.workers.get(index)
    if (worker === undefined) throw unknownWorker(index)
    if (this.#settings.dealing === "dealer") {
      throw new CallError(
        "cannot-drain",
        "with 'dealer', libzmq deals round-robin and cannot be told to pass a worker by: choose another dealing first, or stop the worker",
      )
    }
    worker.isDraining = true
    await settled(() => worker.load === 0, Number.POSITIVE_INFINITY)
  }

  /** The kept first bytes of an envelope's frames, or null when they are no longer kept. */
  frames(envelope: number): Kept | null {
    return this.#kept.get(envelope)
  }

  /**
   * Takes no new workers, deals and returns what is left until the deadline, and closes everything.
   * What is left then is gone with the broker.
   */
  async stop(deadlineMs: number): Promise<void> {
    this.#backend.close()
    const { totals } = this.#ledger
    await settled(() => totals.waiting + totals.inFlight === 0, deadlineMs)
    clearInterval(this.#timer)
    this.#dispatch.held = true
    this.tap.checkpoint()
    await this.#crew.disconnectAll()
    this.#front.close()
    this.#dispatch.dealing.close()
    this.#dealings.remove()
  }

  async #start(): Promise<void> {
    const { host, frontendPort, backendPort } = this.#options
    try {
      await bindNaming(endpoint(host, frontendPort), (address) => this.#front.bind(address))
      this.#backendPort = await bindNaming(endpoint(host, backendPort), () =>
        this.#backend.listen(),
      )
    } catch (error) {
      await this.stop(0)
      throw error
    }
    this.tap.open(this.hello)
    this.tap.checkpoint()
    this.#timer = setInterval(() => this.#tick(), TICK_MS)
    void this.#intake.run()
  }

  async #configure(patch: BrokerPatch): Promise<BrokerSettings> {
    this.#settings = { ...this.#settings, ...patch }
    this.#dispatch.paused = this.#settings.paused
    this.#losses.policy = this.#settings
    this.#losses.expireAbandoned()
    if (!this.#dealings.set(this.#dispatch.dealing, this.#settings)) await this.#switchDealing()
    this.tap.checkpoint()
    void this.#dispatch.run()
    return this.#settings
  }

  async #switchDealing(): Promise<void> {
    this.#dispatch.held = true
    await settled(() => this.#ledger.totals.inFlight === 0, SWITCH_DEADLINE_MS)
    const before = this.#dispatch.dealing
    this.#dispatch.dealing = await this.#dealings.make(this.#settings)
    await this.#crew.disconnectAll()
    this.#losses.releaseAll()
    before.close()
    this.#dispatch.held = false
  }

  #sweep(): void {
    this.#losses.sweep(this.#crew.horizon())
  }

  #tick(): void {
    this.#ticks += 1
    this.#sweep()
    void this.#dispatch.run()
    if (this.#ticks % TICKS_PER_CHECKPOINT === 0) this.tap.checkpoint()
  }

  #tellWorker(event: "joined" | "left", worker: WorkerAccount): void {
    this.tap.message({ type: "worker", event, at: monotonicUs(), worker: identityOf(worker) })
  }

  #tellClient(event: "joined" | "left", client: ClientAccount): void {
    const { index, name, routingIdHex } = client
    this.tap.message({
      type: "client",
      event,
      at: monotonicUs(),
      client: { index, name, routingIdHex },
    })
  }

  #checkpoint(sequence: number): Checkpoint {
    const ledger = this.#ledger
    return {
      type: "checkpoint",
      sequence,
      at: monotonicUs(),
      totals: { ...ledger.totals },
      unseen: ledger.unseen,
      stale: ledger.stale,
      requeued: ledger.requeued,
      clients: Array.from(this.#intake.clients, (client) => {
        const { index, name, routingIdHex, sent, returned, undelivered } = client
        return { index, name, routingIdHex, sent, returned, undelivered }
      }),
      workers: Array.from(this.#crew.workers, (worker) => ({
        ...identityOf(worker),
        outstanding: worker.outstanding,
        served: worker.served,
      })),
      settings: this.#settings,
    }
  }
}

function unknownWorker(index: number): CallError {
  return new CallError("unknown-worker", `no worker has index ${index}`)
}

/** `tcp://host:port`, a wildcard for port 0. */
function endpoint(host: string, port: number): string {
  return `tcp://${host.includes(":") ? `[${host}]` : host}:${port === 0 ? "*" : port}`
}

/** Binds, and names the endpoint in the error when it cannot be bound. */
async function bindNaming<T>(address: string, bind: (address: string) => Promise<T>): Promise<T> {
  try {
    return await bind(address)
  } catch (error) {
    throw Object.assign(error instanceof Error ? error : new Error(String(error)), { address })
  }
}
