import { conservation, EnvelopeBook, Fold, History } from "@zmqscope/metrics"
import type {
  BrokerMessage,
  BrokerSettings,
  Checkpoint,
  ClientIdentity,
  EnvelopeRecord,
  Kind,
  Notice,
  WorkerIdentity,
} from "@zmqscope/protocol"
import { eventually } from "@zmqscope/testkit"
import type { Socket } from "zeromq"
import { AttachedBroker } from "../src/attach/attached-broker.js"
import { PATIENCE, type Patience } from "../src/attach/observer.js"
import {
  Broker,
  type BrokerLimits,
  type BrokerOptions,
  DEFAULT_LIMITS,
  DEFAULT_SETTINGS,
  type Target,
} from "../src/index.js"
import type { Scope } from "../src/scope.js"
import { ENGINE } from "./engine.js"
import { TapReader } from "./tap-reader.js"

export interface FixtureOptions {
  readonly limits?: Partial<BrokerLimits>
  readonly settings?: Partial<BrokerSettings>
  /** A broker that runs already, to be watched instead of having one of ours. */
  readonly target?: Target
  readonly patience?: Patience
  /** Wildcards when left out. */
  readonly ports?: { readonly frontend: number; readonly backend: number }
}

/**
 * A broker of the engine that the tests run against, on wildcard ports, and the reader of its tap. Whatever a test is about, every checkpoint
 * is held against the conservation equation and against the fold of all that came before it.
 */
export class BrokerFixture implements AsyncDisposable {
  readonly broker: Scope
  readonly frontend: string
  readonly backend: string
  /** Joined and not left. */
  readonly clients = new Map<number, ClientIdentity>()
  readonly workers = new Map<number, WorkerIdentity>()
  /** Every checkpoint that was wrong, in words. */
  readonly faults: string[] = []
  checkpoints = 0
  /** While true, nothing is read of the tap until a figure or a record is asked for. */
  isStalled = false
  readonly #reader = new TapReader((item) => this.#take(item))
  readonly #fold: Fold
  readonly #sockets = new Set<Socket>()
  #last: Checkpoint | undefined

  static async start(options: FixtureOptions = {}): Promise<BrokerFixture> {
    let onPending = () => {}
    const broker = await startScope(options, () => onPending())
    const fixture = new BrokerFixture(broker)
    // Not at once: the tap tells in the middle of a step of the ledger.
    onPending = () => {
      if (!fixture.isStalled) setImmediate(() => fixture.read())
    }
    return fixture
  }

  private constructor(broker: Scope) {
    this.broker = broker
    const { frontend, backend, epochUnixUs } = broker.hello
    this.frontend = frontend
    this.backend = backend
    this.#fold = new Fold({ epochUnixUs, history: new History(), book: new EnvelopeBook(10_000) })
  }

  get messages(): readonly BrokerMessage[] {
    return this.#reader.messages
  }

  get missed(): number {
    return this.#reader.missed
  }

  /** All records, or those of some kinds. */
  records(...kinds: readonly Kind[]): readonly EnvelopeRecord[] {
    this.read()
    if (kinds.length === 0) return this.#reader.records
    return this.#reader.records.filter((record) => kinds.includes(record.kind))
  }

  /** The record by which each request left waiting, to a worker or into a DEALER that tells it later. */
  handings(): readonly EnvelopeRecord[] {
    const unseen = new Set<number>()
    return this.records().filter(({ kind, envelope }) => {
      if (kind === "handed") unseen.add(envelope)
      else if (kind !== "dealt") unseen.delete(envelope)
      return kind === "handed" || (kind === "dealt" && !unseen.delete(envelope))
    })
  }

  notices(): readonly Notice[] {
    this.read()
    return this.messages.flatMap((message) => (message.type === "notice" ? [message.notice] : []))
  }

  /** The figures as they stand now, checked. */
  figures(): Checkpoint {
    this.broker.tap.checkpoint()
    this.read()
    if (this.#last === undefined) throw new Error("a checkpoint was asked for")
    return this.#last
  }

  read(): void {
    for (const frame of this.broker.tap.take()) this.#reader.push(frame)
  }

  /** Keeps a peer to be closed at the end. */
  keep<S extends Socket>(socket: S): S {
    this.#sockets.add(socket)
    return socket
  }

  /** Waits for exactly so many live workers. */
  async workersJoined(count: number): Promise<WorkerIdentity[]> {
    await eventually(() => this.workers.size === count, `${count} workers`)
    return [...this.workers.values()]
  }

  async workerNamed(name: string): Promise<WorkerIdentity> {
    return eventually(
      () => [...this.workers.values()].find((worker) => worker.name === name),
      `a worker named ${name}`,
    )
  }

  /** Waits until no request waits or is in flight. */
  async settled(): Promise<Checkpoint> {
    return eventually(() => {
      const figures = this.figures()
      return figures.totals.waiting + figures.totals.inFlight === 0 && figures
    }, "an end of every request")
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.close()
    await this.broker.stop(0)
    this.read()
    if (this.faults.length > 0) throw new Error(this.faults.join("\n"))
  }

  #take(item: BrokerMessage | EnvelopeRecord): void {
    if ("kind" in item) this.#fold.apply(item)
    else if (item.type === "checkpoint") this.#check(item)
    else if (item.type === "gap") this.#fold.gap(item.missed)
    else if (item.type === "client") {
      follow(this.clients, item.event, item.client)
      this.#fold.client(item)
    } else if (item.type === "worker") {
      follow(this.workers, item.event, item.worker)
      this.#fold.worker(item)
    }
  }

  #check(checkpoint: Checkpoint): void {
    this.#last = checkpoint
    this.checkpoints += 1
    const { difference } = conservation(checkpoint.totals)
    if (difference !== 0) this.faults.push(`${difference} requests were lost in silence`)
    const { adopted, discrepancies } = this.#fold.checkpoint(checkpoint)
    for (const { figure, folded, broker } of adopted ? [] : discrepancies) {
      this.faults.push(`${figure}: folded ${folded}, the broker says ${broker}`)
    }
  }
}

function startScope(
  { limits, settings, target, patience = PATIENCE, ports }: FixtureOptions,
  onPending: () => void,
): Promise<Scope> {
  const options: BrokerOptions = {
    engine: ENGINE,
    host: "127.0.0.1",
    frontendPort: ports?.frontend ?? 0,
    backendPort: ports?.backend ?? 0,
    seed: 1,
    limits: { ...DEFAULT_LIMITS, ...limits },
    settings: { ...DEFAULT_SETTINGS, ...settings },
  }
  return target === undefined
    ? Broker.start(options, onPending)
    : AttachedBroker.start({ ...options, target, patience }, onPending)
}

function follow<P extends { readonly index: number }>(
  live: Map<number, P>,
  event: "joined" | "left",
  peer: P,
): void {
  if (event === "left") live.delete(peer.index)
  else live.set(peer.index, peer)
}
