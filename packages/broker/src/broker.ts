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
import { PrivateEndpoints } from "./dealer-port.js"
import type { Dealing } from "./dealing.js"
import { Dispatch } from "./dispatch.js"
import { bodyBytesOf, Front, findDelimiter } from "./front.js"
import { Intake } from "./intake.js"
import { KeptFrames } from "./kept-frames.js"
import { Ledger } from "./ledger.js"
import { Numbering } from "./numbering.js"
import type { BrokerOptions } from "./options.js"
import { SharedDealer } from "./shared-dealer.js"
import { Tap } from "./tap.js"
import { Waiting } from "./waiting.js"

const TICK_MS = 100
const TICKS_PER_CHECKPOINT = 10

/** A reply that was seen on a leg reaches its DEALER through a unix socket; past this it was cut off. */
const REPLY_GRACE_US = 5_000_000

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
  readonly #waiting: Waiting
  readonly #kept: KeptFrames
  readonly #front: Front
  readonly #intake: Intake
  readonly #crew: Crew
  readonly #backend: Backend
  readonly #endpoints: PrivateEndpoints
  readonly #dealing: Dealing
  readonly #dispatch: Dispatch
  readonly #departed = new Map<WorkerAccount, number>()
  #settings: BrokerSettings
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
    const endpoints = await PrivateEndpoints.create()
    const replies: { take: (frames: Buffer[]) => void } = { take: () => {} }
    const dealing = await SharedDealer.create(endpoints, options.limits.messageBytes, (frames) =>
      replies.take(frames),
    )
    const broker = new Broker(options, endpoints, dealing, onPending)
    replies.take = (frames) => broker.#return(frames)
    await broker.#start()
    return broker
  }

  private constructor(
    options: BrokerOptions,
    endpoints: PrivateEndpoints,
    dealing: Dealing,
    onPending: () => void,
  ) {
    const { limits } = options
    this.#options = options
    this.#settings = options.settings
    this.#endpoints = endpoints
    this.#dealing = dealing
    this.tap = new Tap(limits.tapBytes, (sequence) => this.#checkpoint(sequence), onPending)
    this.#ledger = new Ledger(this.tap, monotonicUs)
    this.#waiting = new Waiting(limits.waitingCount, limits.waitingBytes)
    this.#kept = new KeptFrames(limits.keptEnvelopes, limits.keptBytes)
    this.#front = new Front({
      host: options.host,
      messageBytes: limits.messageBytes,
    })
    this.#dispatch = new Dispatch(this.#waiting, this.#ledger, this.#numbering, dealing)
    this.#dispatch.paused = options.settings.paused
    this.#intake = new Intake(
      {
        front: this.#front,
        ledger: this.#ledger,
        numbering: this.#numbering,
        waiting: this.#waiting,
        kept: this.#kept,
      },
      {
        clientJoined: (client) => this.#tellClient("joined", client),
        clientLeft: (client) => this.#tellClient("left", client),
        requestWaits: () => void this.#dispatch.run(),
      },
    )
    this.#crew = new Crew(this.#ledger, this.#numbering, {
      workerJoined: (worker) => this.#workerJoined(worker),
      workerLeft: (worker) => this.#workerLeft(worker),
    })
    this.#backend = new Backend(
      { host: options.host, port: options.backendPort, maxConnections: limits.workers },
      (connection) => {
        void this.#dealing.portForNext().then((port) => {
          this.#crew.attach(connection, port.address)
        })
      },
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

  configure(patch: BrokerPatch): BrokerSettings {
    if (patch.dealing !== undefined && patch.dealing !== "dealer") {
      throw new CallError("not-supported", `dealing '${patch.dealing}' is not built yet`)
    }
    this.#settings = { ...this.#settings, ...patch }
    this.#dispatch.paused = this.#settings.paused
    void this.#dispatch.run()
    return this.#settings
  }

  disconnectWorker(index: number): void {
    if (!this.#crew.disconnect(index)) {
      throw new CallError("unknown-worker", `no worker has index ${index}`)
    }
  }

  frames(envelope: number): Kept | null {
    return this.#kept.get(envelope)
  }

  /**
   * Takes no new workers, deals and returns what is left until the deadline, and closes everything.
   * What is left then is gone with the broker.
   */
  async stop(deadlineMs: number): Promise<void> {
    this.#backend.close()
    const deadline = monotonicUs() + deadlineMs * 1000
    while (this.#unfinished > 0 && monotonicUs() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    clearInterval(this.#timer)
    this.#dispatch.paused = true
    this.tap.checkpoint()
    this.#crew.destroy()
    this.#front.close()
    this.#dealing.close()
    await this.#endpoints.remove()
  }

  get #unfinished(): number {
    return this.#ledger.totals.waiting + this.#ledger.totals.inFlight
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
    this.tap.message(this.hello)
    this.tap.checkpoint()
    this.#timer = setInterval(() => this.#tick(), TICK_MS)
    void this.#intake.run()
  }

  /** A reply came out of a DEALER: `[number, routing id, (request id,) empty, body...]`. */
  #return(numbered: Buffer[]): void {
    const [head, ...frames] = numbered
    const number = this.#numbering.decode(head)
    const envelope = number === undefined ? undefined : this.#ledger.find(number)
    const isOurs =
      envelope !== undefined &&
      envelope.state !== "waiting" &&
      frames[0]?.equals(envelope.client.routingId) === true
    if (!isOurs) {
      this.#ledger.dropStale(bodyBytesOf(numbered, 0))
      return
    }
    const bodyBytes = bodyBytesOf(frames, findDelimiter(frames))
    this.#kept.keepReply(envelope.number, frames)
    // With a send timeout of 0 libzmq takes or refuses it before send() returns: one writer suffices.
    this.#front.send(frames).then(
      () => this.#ledger.return(envelope, bodyBytes),
      () => this.#ledger.undeliverable(envelope, bodyBytes),
    )
  }

  #workerJoined(worker: WorkerAccount): void {
    this.tap.message({
      type: "worker",
      event: "joined",
      at: monotonicUs(),
      worker: identityOf(worker),
    })
    this.#dealing.workerJoined(worker)
    void this.#dispatch.run()
  }

  #workerLeft(worker: WorkerAccount): void {
    this.#dealing.workerLeft(worker)
    for (const envelope of worker.envelopes) {
      if (envelope.state !== "replied") this.#ledger.lose(envelope)
    }
    if (worker.envelopes.size > 0) this.#departed.set(worker, monotonicUs())
    this.tap.message({
      type: "worker",
      event: "left",
      at: monotonicUs(),
      worker: identityOf(worker),
    })
    this.#sweep()
  }

  /** Ends what nothing else will end: requests in the pipes of connections that have gone. */
  #sweep(): void {
    for (const envelope of this.#ledger.unseenBefore(this.#crew.horizon())) {
      this.#ledger.lose(envelope)
    }
    for (const [worker, leftAt] of this.#departed) {
      if (monotonicUs() - leftAt < REPLY_GRACE_US) continue
      for (const envelope of worker.envelopes) this.#ledger.lose(envelope)
      this.#departed.delete(worker)
    }
  }

  #tick(): void {
    this.#ticks += 1
    this.#sweep()
    if (this.#ticks % TICKS_PER_CHECKPOINT === 0) this.tap.checkpoint()
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
