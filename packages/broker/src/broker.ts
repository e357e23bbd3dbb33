import {
  type BodyFindings,
  type BrokerHello,
  type BrokerPatch,
  type BrokerSettings,
  CallError,
  type Checkpoint,
  type KeptFrames as Kept,
} from "@zmqscope/protocol"
import { Acceptor } from "./acceptor.js"
import type { HeldRequest } from "./accounts.js"
import { type BodyQuery, BodySearch } from "./body-search.js"
import { Chronicle } from "./chronicle.js"
import { Clients } from "./clients.js"
import { monotonicUs } from "./clock.js"
import { Crew } from "./crew.js"
import { Custody } from "./custody.js"
import { Dispatch } from "./dispatch.js"
import { endpointOf, naming } from "./endpoint.js"
import { CarryingEngine } from "./engine.js"
import { connectionLimits } from "./file-limit.js"
import { Intake } from "./intake.js"
import { KeptFrames } from "./kept-frames.js"
import { Notices } from "./notices.js"
import { Numbering } from "./numbering.js"
import type { BrokerOptions } from "./options.js"
import { checkpointOf, clientEvent, type LastHeard, lastHeardOf, workerEvent } from "./report.js"
import { Room } from "./room.js"
import type { Scope } from "./scope.js"
import { settled } from "./settled.js"
import { Tap } from "./tap.js"

const TICK_MS = 100
const TICKS_PER_CHECKPOINT = 10

/** Of drain under libzmq's `dealer` the call says that it cannot: another way of dealing can. */
const CAPABILITIES = ["deal", "pause", "drain", "requeue"] as const
/** libzmq's ROUTER shows of a client its messages alone. */
const ZMTP_CAPABILITIES = [...CAPABILITIES, "client-details", "disconnect-client"] as const

/** How long a change of the way of dealing waits for what is in flight. */
const SWITCH_DEADLINE_MS = 2000

/** Puts together what carries messages, what is known of them, and the tap that tells of it all. */
export class Broker implements Scope {
  readonly tap: Tap
  readonly #options: BrokerOptions
  readonly #numbering = new Numbering()
  readonly #chronicle: Chronicle<HeldRequest>
  readonly #custody: Custody
  readonly #kept: KeptFrames
  readonly #search: BodySearch
  readonly #clients: Clients
  readonly #crew: Crew
  readonly #notices: Notices
  readonly #dispatch: Dispatch
  readonly #engine: CarryingEngine
  readonly #acceptor: Acceptor
  #settings: BrokerSettings
  #configuring: Promise<unknown> = Promise.resolve()
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
    const { host, backendPort: port, settings } = options
    const limits = { ...options.limits, ...connectionLimits(options.limits) }
    this.#options = options
    this.#settings = settings
    this.tap = new Tap(limits.tapBytes, (sequence) => this.#checkpoint(sequence), onPending)
    this.#notices = new Notices(monotonicUs, (notice) =>
      this.tap.message({ type: "notice", notice }),
    )
    this.#chronicle = new Chronicle(this.tap, monotonicUs)
    this.#kept = new KeptFrames(limits, monotonicUs)
    this.#search = new BodySearch(this.#kept)
    const room = new Room(limits)
    const freed = () => this.#dispatch.run()
    this.#custody = new Custody(this.#chronicle, room, settings, {
      requestWaits: freed,
      waitsLess: (client) => this.#engine.front.waitsLess(client),
    })
    this.#dispatch = new Dispatch(this.#custody)
    this.#dispatch.paused = settings.paused
    this.#clients = new Clients({
      joined: (client) => this.tap.message(clientEvent("joined", client, monotonicUs())),
      left: (client) => {
        this.#custody.clientLeft(client)
        this.tap.message(clientEvent("left", client, monotonicUs()))
      },
    })
    this.#crew = new Crew(options.workerNames ?? [], {
      joined: (worker) => this.tap.message(workerEvent("joined", worker, monotonicUs())),
      left: (worker) => this.tap.message(workerEvent("left", worker, monotonicUs())),
    })
    const numbering = this.#numbering
    const next = () => numbering.next()
    this.#engine = new CarryingEngine(
      {
        clients: this.#clients,
        crew: this.#crew,
        chronicle: this.#chronicle,
        custody: this.#custody,
        intake: new Intake(this.#chronicle, this.#custody, this.#kept, next),
        kept: this.#kept,
        room,
        numbering,
        notices: this.#notices,
        freed,
      },
      { ...options, limits },
    )
    const side = "backend"
    this.#acceptor = new Acceptor(
      { host, port, maxConnections: limits.workers },
      {
        connected: (connection) => {
          const { dealing } = this.#dispatch
          if (dealing === undefined) connection.destroy()
          else dealing.accept(connection)
        },
        overLimit: (address) => this.#notices.overLimit({ side, address }, limits.workers),
        failed: (error) => this.#notices.notAccepted({ side, address: "" }, error),
      },
    )
  }

  get hello(): BrokerHello {
    return {
      type: "broker",
      run: this.#numbering.run,
      epochUnixUs: performance.timeOrigin * 1000,
      frontend: this.#engine.front.endpoint,
      backend: this.#acceptor.endpoint,
      engine: this.#engine.name,
      notifies: this.#engine.front.notifies,
      capabilities: [...(this.#engine.name === "zmtp" ? ZMTP_CAPABILITIES : CAPABILITIES)],
      settings: this.#settings,
    }
  }

  /**
   * Changes settings; answers with all of them once they are in force. Another way of dealing that
   * needs every worker to connect anew (engine `libzmq`, between `dealer` and the broker's own
   * strategies) lets finish what is in flight or, past a deadline, follow `onWorkerLoss`.
   */
  configure(patch: BrokerPatch): Promise<BrokerSettings> {
    const configured = this.#configuring.then(() => this.#configure(patch))
    // One that fails must not hold up those after it; its caller is told.
    this.#configuring = configured.catch(() => {})
    return configured
  }

  /** Cuts a worker's connection at once. Throws CallError `unknown-worker`. */
  disconnectWorker(index: number): void {
    if (this.#dispatch.dealing?.disconnect(index) !== true) throw unknownWorker(index)
  }

  /** Likewise a client's. Throws CallError `unknown-peer`, or `not-supported` under `libzmq`. */
  disconnectClient(index: number): void {
    const client = this.#clients.all.get(index)
    if (client === undefined) throw unknownClient(index)
    if (this.#engine.front.disconnect(client)) return
    throw new CallError(
      "not-supported",
      "libzmq's ROUTER has no way to disconnect a client: end it where it runs, or start the broker with --engine zmtp.",
    )
  }

  /**
   * Deals nothing more to a worker; resolves with true once it has replied to all it had, with false
   * when it has left. Throws CallError `unknown-worker`, or `cannot-drain` where libzmq deals.
   */
  async drainWorker(index: number): Promise<boolean> {
    const worker = this.#crew.workers.get(index)
    if (worker === undefined) throw unknownWorker(index)
    this.#dispatch.dealing?.drain(worker)
    worker.isDraining = true
    await settled(() => worker.load === 0, Number.POSITIVE_INFINITY)
    // What a worker took along is no longer its load either.
    return this.#crew.workers.get(index) === worker
  }

  lastHeard(kind: "client" | "worker", index?: number): LastHeard[] {
    return lastHeardOf({ clients: this.#clients, crew: this.#crew }, kind, index)
  }

  /** What is kept of an envelope's frames, or null when nothing is any more. */
  frames(envelope: number): Kept | null {
    return this.#kept.get(envelope)
  }

  searchBodies(query: BodyQuery): Promise<BodyFindings> {
    return this.#search.find(query)
  }

  /**
   * Takes no new peers and no more requests, deals and returns what is left until the deadline, and
   * closes everything. What is left then is gone with the broker.
   */
  async stop(deadlineMs: number): Promise<void> {
    this.#acceptor.close()
    this.#engine.front.stop()
    const { totals } = this.#chronicle
    const isServed = () =>
      totals.waiting > 0 && this.#crew.workers.size > 0 && !this.#dispatch.paused
    const isDone = () =>
      totals.inFlight === 0 && !isServed() && this.#engine.front.unsentBytes === 0
    await settled(isDone, deadlineMs)
    clearInterval(this.#timer)
    this.#dispatch.held = true
    this.tap.checkpoint()
    await this.#dispatch.dealing?.close()
    this.#engine.front.close()
  }

  async #start(): Promise<void> {
    const { host, frontendPort, backendPort } = this.#options
    try {
      this.#dispatch.dealing = await this.#engine.dealing(this.#settings)
      await naming(endpointOf(host, frontendPort), this.#engine.front.listen())
      await naming(endpointOf(host, backendPort), this.#acceptor.listen())
    } catch (error) {
      await this.stop(0)
      throw error
    }
    this.tap.open(this.hello)
    this.tap.checkpoint()
    this.#timer = setInterval(() => this.#tick(), TICK_MS)
  }

  async #configure(patch: BrokerPatch): Promise<BrokerSettings> {
    const wanted = { ...this.#settings, ...patch }
    // Another way of dealing is told of once it is in force.
    this.#settings = { ...wanted, dealing: this.#settings.dealing }
    this.#dispatch.paused = wanted.paused
    this.#custody.policy = wanted
    this.#custody.expireAbandoned()
    if (this.#dispatch.dealing?.adjust(wanted) !== true) await this.#switchDealing(wanted)
    this.#settings = wanted
    this.tap.checkpoint()
    this.#dispatch.run()
    return this.#settings
  }

  async #switchDealing(wanted: BrokerSettings): Promise<void> {
    const before = this.#dispatch.dealing
    // First: when it cannot be made, the one that stands goes on.
    const next = await this.#engine.dealing(wanted)
    this.#dispatch.held = true
    await settled(() => this.#chronicle.totals.inFlight === 0, SWITCH_DEADLINE_MS)
    this.#dispatch.dealing = next
    await before?.close()
    this.#dispatch.held = false
  }

  #tick(): void {
    this.#ticks += 1
    this.#engine.tick()
    this.#dispatch.dealing?.tick()
    this.#notices.tick()
    this.#dispatch.run()
    if (this.#ticks % TICKS_PER_CHECKPOINT === 0) this.tap.checkpoint()
    this.tap.message({ type: "known", at: monotonicUs() })
  }

  #checkpoint(sequence: number): Checkpoint {
    const books = {
      chronicle: this.#chronicle,
      clients: this.#clients,
      crew: this.#crew,
      settings: this.#settings,
    }
    return checkpointOf(books, sequence, monotonicUs())
  }
}

function unknownWorker(index: number): CallError {
  return new CallError("unknown-worker", `no worker has index ${index}`)
}

function unknownClient(index: number): CallError {
  return new CallError("unknown-peer", `no client has index ${index}`)
}
