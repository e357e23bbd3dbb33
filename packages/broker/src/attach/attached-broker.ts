import type { Socket } from "node:net"
import {
  type BodyFindings,
  type BrokerHello,
  type BrokerSettings,
  CallError,
  type Checkpoint,
  type KeptFrames as Kept,
  type Notice,
} from "@zmqscope/protocol"
import { Acceptor } from "../acceptor.js"
import { type BodyQuery, BodySearch } from "../body-search.js"
import { Chronicle } from "../chronicle.js"
import { Clients } from "../clients.js"
import { monotonicUs } from "../clock.js"
import { Crew } from "../crew.js"
import { endpointOf, naming } from "../endpoint.js"
import { connectionLimits, openFilesLimit } from "../file-limit.js"
import { KeptFrames } from "../kept-frames.js"
import { Notices } from "../notices.js"
import { Numbering } from "../numbering.js"
import type { BrokerOptions, Target } from "../options.js"
import { checkpointOf, clientEvent, type LastHeard, lastHeardOf, workerEvent } from "../report.js"
import type { Scope } from "../scope.js"
import { Tap } from "../tap.js"
import { Correlator, type OpenRequest } from "./correlator.js"
import { Observer, PATIENCE, type Patience } from "./observer.js"
import { Passages } from "./passages.js"
import { Relays } from "./relays.js"

const TICK_MS = 100
const TICKS_PER_CHECKPOINT = 10
const FILES_PER_RELAY = 2

export interface AttachOptions extends BrokerOptions {
  readonly target: Target
  readonly patience?: Patience
}

/** Who is refused here cannot reach a broker that would take it: as many workers as clients, by files alone. */
function relayLimits(connections: number) {
  const wanted = { clients: connections, workers: connections }
  return connectionLimits(wanted, openFilesLimit(), FILES_PER_RELAY)
}

/**
 * A broker that runs already, somebody else's, watched through relays before both of its ports.
 * Nothing is held here but what is known of each request: the messages are the broker's.
 */
export class AttachedBroker implements Scope {
  readonly tap: Tap
  readonly #options: AttachOptions
  readonly #numbering = new Numbering()
  readonly #passages = new Passages(monotonicUs)
  readonly #chronicle: Chronicle<OpenRequest>
  readonly #correlator = new Correlator()
  readonly #kept: KeptFrames
  readonly #search: BodySearch
  readonly #clients: Clients
  readonly #crew: Crew
  readonly #notices: Notices
  readonly #observer: Observer
  readonly #relays: Relays
  readonly #frontend: Acceptor
  readonly #backend: Acceptor
  #ticks = 0
  #timer: NodeJS.Timeout | undefined

  /**
   * Binds both ports, and waits for no broker. Rejects with the system's error (`code`) and the
   * endpoint that could not be bound (`address`).
   *
   * @param onPending is told that the tap has something to take
   */
  static async start(options: AttachOptions, onPending: () => void): Promise<AttachedBroker> {
    const broker = new AttachedBroker(options, onPending)
    await broker.#start()
    return broker
  }

  private constructor(options: AttachOptions, onPending: () => void) {
    const { now } = this.#passages
    const limits = { ...options.limits, ...relayLimits(options.limits.clients) }
    this.#options = options
    this.tap = new Tap(limits.tapBytes, (sequence) => this.#checkpoint(sequence), onPending)
    this.#notices = new Notices(now, (notice) => this.tap.message({ type: "notice", notice }))
    this.#chronicle = new Chronicle(this.tap, now)
    this.#kept = new KeptFrames(limits, now)
    this.#search = new BodySearch(this.#kept)
    this.#clients = new Clients({
      joined: (client) => this.tap.message(clientEvent("joined", client, now())),
      left: (client) => this.tap.message(clientEvent("left", client, now())),
    })
    this.#crew = new Crew(options.workerNames ?? [], {
      joined: (worker) => this.tap.message(workerEvent("joined", worker, now())),
      left: (worker) => this.tap.message(workerEvent("left", worker, now())),
    })
    const numbering = this.#numbering
    const observed = {
      chronicle: this.#chronicle,
      correlator: this.#correlator,
      clients: this.#clients,
      crew: this.#crew,
      kept: this.#kept,
      nextNumber: () => numbering.next(),
    }
    this.#observer = new Observer(observed, options.patience ?? PATIENCE)
    const { target, simulatorToken } = options
    this.#relays = new Relays(
      { observer: this.#observer, notices: this.#notices, passages: this.#passages },
      { target, simulatorToken, run: numbering.run, bodyBytes: limits.bodyBytes },
    )
    this.#frontend = this.#acceptor("frontend", options.frontendPort, limits.clients, (socket) =>
      this.#relays.client(socket),
    )
    this.#backend = this.#acceptor("backend", options.backendPort, limits.workers, (socket) =>
      this.#relays.worker(socket),
    )
  }

  get hello(): BrokerHello {
    return {
      type: "broker",
      run: this.#numbering.run,
      epochUnixUs: performance.timeOrigin * 1000,
      frontend: this.#frontend.endpoint,
      backend: this.#backend.endpoint,
      engine: "attach",
      notifies: true,
      capabilities: ["client-details", "disconnect-client"],
      settings: this.#options.settings,
    }
  }

  async configure(): Promise<BrokerSettings> {
    throw new CallError(
      "not-supported",
      "zmqscope only watches this broker: how it deals, and whether it does, is decided where it runs.",
    )
  }

  disconnectWorker(index: number): void {
    if (!this.#relays.cutWorker(index)) {
      throw new CallError("unknown-worker", `no worker has index ${index}`)
    }
  }

  disconnectClient(index: number): void {
    if (!this.#relays.cutClient(index)) {
      throw new CallError("unknown-peer", `no client has index ${index}`)
    }
  }

  async drainWorker(): Promise<boolean> {
    throw new CallError(
      "cannot-drain",
      "zmqscope only watches this broker, and cannot tell it to pass a worker by: stop the worker.",
    )
  }

  lastHeard(kind: "client" | "worker", index?: number): LastHeard[] {
    return lastHeardOf({ clients: this.#clients, crew: this.#crew }, kind, index)
  }

  frames(envelope: number): Kept | null {
    return this.#kept.get(envelope)
  }

  searchBodies(query: BodyQuery): Promise<BodyFindings> {
    return this.#search.find(query)
  }

  /** Nothing is waited for: what is in the broker is not here. */
  async stop(): Promise<void> {
    this.#frontend.close()
    this.#backend.close()
    clearInterval(this.#timer)
    this.#passages.lookAtAll()
    this.tap.checkpoint()
    await this.#relays.close()
  }

  async #start(): Promise<void> {
    const { host, frontendPort, backendPort } = this.#options
    try {
      await naming(endpointOf(host, frontendPort), this.#frontend.listen())
      await naming(endpointOf(host, backendPort), this.#backend.listen())
    } catch (error) {
      await this.stop()
      throw error
    }
    this.tap.open(this.hello)
    this.tap.checkpoint()
    this.#relays.open()
    this.#timer = setInterval(() => this.#tick(), TICK_MS)
  }

  #acceptor(
    side: Notice["side"],
    port: number,
    maxConnections: number,
    connected: (socket: Socket) => void,
  ): Acceptor {
    const notices = this.#notices
    return new Acceptor(
      { host: this.#options.host, port, maxConnections },
      {
        connected,
        overLimit: (address) => notices.overLimit({ side, address }, maxConnections),
        failed: (error) => notices.notAccepted({ side, address: "" }, error),
      },
    )
  }

  #tick(): void {
    this.#passages.lookAtAll()
    this.#ticks += 1
    this.#observer.tick()
    this.#relays.tick()
    this.#notices.tick()
    if (this.#ticks % TICKS_PER_CHECKPOINT === 0) this.tap.checkpoint()
    this.tap.message({ type: "known", at: monotonicUs() })
  }

  #checkpoint(sequence: number): Checkpoint {
    const books = {
      chronicle: this.#chronicle,
      clients: this.#clients,
      crew: this.#crew,
      settings: this.#options.settings,
    }
    const { ambiguous } = this.#correlator
    const opaque = this.#relays.opaque
    return { ...checkpointOf(books, sequence, this.#passages.now()), ambiguous, opaque }
  }
}
