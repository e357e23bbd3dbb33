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
import { Dealings } from "./dealings.js"
import { Losses } from "./losses.js"
import type { BrokerOptions } from "./options.js"
import { monotonicUs, Pump } from "./pump.js"
import { settled } from "./settled.js"
import { Tap } from "./tap.js"

const TICK_MS = 100
const TICKS_PER_CHECKPOINT = 10

/** How long a change of the way of dealing waits for what is in flight. */
const SWITCH_DEADLINE_MS = 2000

/** The pump, the legs on which its workers are seen, and the tap that tells of it all. */
export class Broker {
  readonly tap: Tap
  readonly #options: BrokerOptions
  readonly #pump: Pump
  readonly #dealings: Dealings
  readonly #crew: Crew
  readonly #losses: Losses
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
    const broker = new Broker(options, onPending)
    await broker.#start()
    return broker
  }

  private constructor(options: BrokerOptions, onPending: () => void) {
    const { host, limits, settings } = options
    this.#options = options
    this.#settings = settings
    this.tap = new Tap(limits.tapBytes, (sequence) => this.#checkpoint(sequence), onPending)
    this.#pump = new Pump(options, this.tap, {
      clientJoined: (client) => this.#tellClient("joined", client),
      clientLeft: (client) => {
        this.#losses.clientLeft(client)
        this.#tellClient("left", client)
      },
    })
    const { ledger, numbering, waiting, dispatch } = this.#pump
    dispatch.paused = settings.paused
    this.#dealings = new Dealings(options, this.#pump.takeReply)
    this.#losses = new Losses(ledger, waiting, settings, monotonicUs)
    this.#crew = new Crew(ledger, numbering, options.workerNames ?? [], {
      joined: (worker) => {
        this.#tellWorker("joined", worker)
        void dispatch.run()
      },
      freed: () => void dispatch.run(),
      left: (worker, release) => {
        this.#losses.workerLeft(worker, release)
        this.#tellWorker("left", worker)
        this.#sweep()
      },
    })
    this.#backend = new Backend(
      { host, port: options.backendPort, maxConnections: limits.workers },
      (connection) => void this.#crew.attach(connection, () => dispatch.dealing),
    )
  }

  get hello(): BrokerHello {
    return {
      type: "broker",
      run: this.#pump.numbering.run,
      epochUnixUs: performance.timeOrigin * 1000,
      frontend: this.#pump.front.endpoint,
      backend: endpoint(this.#options.host, this.#backendPort),
      engine: "libzmq",
      notifies: this.#pump.front.notifies,
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
   * Deals nothing more to a worker; resolves with true once it has replied to all it had, with false
   * when it has left. Throws CallError `unknown-worker`, or `cannot-drain` where libzmq deals.
   */
  async drainWorker(index: number): Promise<boolean> {
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
    // What a worker took along is no longer its load either.
    return this.#crew.workers.get(index) === worker
  }

  /** The kept first bytes of an envelope's frames, or null when they are no longer kept. */
  frames(envelope: number): Kept | null {
    return this.#pump.kept.get(envelope)
  }

  /**
   * Takes no new workers and no more requests, deals and returns what is left until the deadline, and closes everything.
   * What is left then is gone with the broker.
   */
  async stop(deadlineMs: number): Promise<void> {
    this.#backend.close()
    this.#pump.intake.stop()
    const { totals } = this.#pump.ledger
    const isServed = () => totals.waiting > 0 && this.#crew.workers.size > 0
    await settled(() => totals.inFlight === 0 && !isServed(), deadlineMs)
    clearInterval(this.#timer)
    this.#pump.dispatch.held = true
    this.tap.checkpoint()
    await this.#crew.disconnectAll()
    this.#pump.close()
    this.#dealings.remove()
  }

  async #start(): Promise<void> {
    const { host, frontendPort, backendPort } = this.#options
    const { dispatch, front } = this.#pump
    try {
      dispatch.dealing = await this.#dealings.make(this.#settings)
      await bindNaming(endpoint(host, frontendPort), (address) => front.bind(address))
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
    this.#pump.start()
  }

  async #configure(patch: BrokerPatch): Promise<BrokerSettings> {
    const wanted = { ...this.#settings, ...patch }
    // Another way of dealing is told of once it is in force.
    this.#settings = { ...wanted, dealing: this.#settings.dealing }
    const { dispatch } = this.#pump
    dispatch.paused = wanted.paused
    this.#losses.policy = wanted
    this.#losses.expireAbandoned()
    if (!this.#dealings.adjust(dispatch.dealing, wanted)) await this.#switchDealing(wanted)
    this.#settings = wanted
    this.tap.checkpoint()
    void dispatch.run()
    return this.#settings
  }

  async #switchDealing(wanted: BrokerSettings): Promise<void> {
    const { dispatch, ledger } = this.#pump
    const before = dispatch.dealing
    // First: when it cannot be made, the one that stands goes on.
    const next = await this.#dealings.make(wanted)
    dispatch.held = true
    await settled(() => ledger.totals.inFlight === 0, SWITCH_DEADLINE_MS)
    dispatch.dealing = next
    await this.#crew.disconnectAll()
    this.#losses.releaseAll()
    before?.close()
    dispatch.held = false
  }

  #sweep(): void {
    this.#losses.sweep(this.#crew.horizon())
  }

  #tick(): void {
    this.#ticks += 1
    this.#sweep()
    void this.#pump.dispatch.run()
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
    const { ledger, intake } = this.#pump
    return {
      type: "checkpoint",
      sequence,
      at: monotonicUs(),
      totals: { ...ledger.totals },
      unseen: ledger.unseen,
      stale: ledger.stale,
      requeued: ledger.requeued,
      clients: Array.from(intake.clients, (client) => {
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
