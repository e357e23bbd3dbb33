import { History } from "@zmqscope/metrics"
import {
  assertUnreachable,
  type BrokerHello,
  type BrokerMessage,
  type BrokerSettings,
  type Checkpoint,
  type Client,
  EMPTY_TOTALS,
  type Hello,
  type Marker,
  PROTOCOL_VERSION,
  type RecordBatch,
  type Snapshot,
  type Totals,
  type Worker,
} from "@zmqscope/protocol"
import type { FastifyBaseLogger } from "fastify"
import { Broadcast } from "./broadcast.js"
import type { BrokerListener } from "./broker-link.js"
import { BrokerRun } from "./broker-run.js"
import { Drains } from "./drains.js"
import { Markers } from "./markers.js"
import { Peers } from "./peers.js"
import type { Roster } from "./roster.js"
import { SIMULATED_LIMITS, type SimulatorListener } from "./simulator-link.js"
import { messageFrame } from "./stream-frame.js"

const TICK_MS = 100

/**
 * What the server knows: the broker's current run folded, history across runs, markers and peers;
 * and what it tells viewers of it, as it happens.
 *
 * While the broker is down there is no run: viewers have been sent a `hello` whose `run` is null,
 * snapshots go on without figures, and the next run begins with another `hello`.
 */
export class Scope implements BrokerListener, SimulatorListener {
  readonly history = new History()
  readonly broadcast = new Broadcast()
  readonly markers = new Markers(() => this.#nowUnixMs)
  readonly drains = new Drains()
  readonly peers: Peers
  /** Figures in which a checkpoint and the fold did not agree without a gap: faults, each logged. */
  foldDiscrepancies = 0
  /** Records that never arrived, over all runs. */
  missed = 0
  settings: BrokerSettings
  readonly #version: string
  readonly #log: FastifyBaseLogger
  readonly #timer: NodeJS.Timeout
  #run: BrokerRun | undefined
  /** The last run's, or the current one's. */
  #brokerHello: BrokerHello | undefined

  constructor(roster: Roster, settings: BrokerSettings, version: string, log: FastifyBaseLogger) {
    this.peers = new Peers(roster, this.drains)
    this.settings = settings
    this.#version = version
    this.#log = log
    this.#timer = setInterval(() => this.#tick(), TICK_MS)
  }

  get run(): BrokerRun | undefined {
    return this.#run
  }

  get brokerHello(): BrokerHello | undefined {
    return this.#brokerHello
  }

  get totals(): Totals {
    return this.#run?.fold.totals ?? EMPTY_TOTALS
  }

  get clients(): Client[] {
    return this.peers.clients(this.#run?.fold)
  }

  get workers(): Worker[] {
    return this.peers.workers(this.#run?.fold)
  }

  close(): void {
    clearInterval(this.#timer)
    this.broadcast.close(1001, "the server is shutting down")
  }

  /** Puts a mark beside the charts of every viewer. */
  mark(kind: Marker["kind"], text: string): void {
    const marker = this.markers.add(kind, text)
    this.broadcast.send(messageFrame({ type: "marker", marker }))
  }

  brokerUp(hello: BrokerHello): void {
    const isRestart = this.#brokerHello !== undefined
    this.#brokerHello = hello
    this.#run = new BrokerRun(hello, this.history)
    this.peers.clear()
    this.drains.clear()
    this.settings = hello.settings
    this.broadcast.send(messageFrame(this.hello()))
    if (isRestart) this.mark("restart", "broker restarted")
  }

  brokerDown(): void {
    this.#run?.end()
    this.#run = undefined
    this.broadcast.send(messageFrame(this.hello()))
  }

  brokerRecords(batch: RecordBatch, encoded: Uint8Array): void {
    this.#run?.records(batch)
    this.broadcast.records(batch, encoded)
  }

  brokerMessage(message: Exclude<BrokerMessage, BrokerHello>): void {
    const run = this.#run
    if (run === undefined) return
    switch (message.type) {
      case "client": {
        const known = run.fold.clients.get(message.client.index)
        if (message.event === "left" && known !== undefined) this.peers.clientLeft(known)
        run.client(message)
        break
      }
      case "worker":
        run.worker(message)
        // It takes its index along when it connects again, but is a new worker, dealt to as any.
        this.drains.end(message.worker.index)
        break
      case "checkpoint":
        this.#checkpoint(run, message)
        break
      case "notice":
        break
      case "gap":
        run.gap(message)
        this.missed += message.missed
        this.#log.warn(`the tap was read too slowly: ${message.missed} records were missed`)
        break
      default:
        assertUnreachable(message)
    }
    this.broadcast.send(messageFrame(message))
    if (message.type === "gap") this.mark("gap", `${message.missed} records missed`)
  }

  simulatedPeerCrashed(_kind: "client" | "worker", name: string): void {
    this.mark("kill", `${name} crashed`)
  }

  namesOf(kind: "client" | "worker"): readonly string[] {
    const peers = kind === "client" ? this.clients : this.workers
    return peers.map(({ name }) => name)
  }

  simulatorRestarted(): void {
    this.mark("restart", "simulator restarted")
  }

  hello(): Hello {
    const run = this.#run
    const fold = run?.fold
    const {
      epochUnixUs = 0,
      frontend = "",
      backend = "",
      engine = "zmtp",
      notifies = true,
    } = this.#brokerHello ?? {}
    return {
      type: "hello",
      protocol: PROTOCOL_VERSION,
      version: this.#version,
      run: run?.hello.run ?? null,
      epochUnixUs,
      frontend,
      backend,
      engine,
      notifies,
      settings: this.settings,
      limits: SIMULATED_LIMITS,
      sequence: run?.sequence ?? 0,
      seriesBase: fold?.seriesBase ?? 0,
      clients: [...(fold?.clients.values() ?? [])].map(({ identity }) => identity),
      workers: [...(fold?.workers.values() ?? [])].map(({ identity }) => identity),
    }
  }

  get #nowUnixMs(): number {
    return this.#run?.nowUnixMs ?? Date.now()
  }

  #checkpoint(run: BrokerRun, checkpoint: Checkpoint): void {
    this.settings = checkpoint.settings
    const { adopted, discrepancies } = run.checkpoint(checkpoint)
    if (adopted || discrepancies.length === 0) return
    this.foldDiscrepancies += discrepancies.length
    const at = { sequence: checkpoint.sequence, discrepancies }
    this.#log.error(at, "the fold differs from the broker's checkpoint without a gap")
  }

  #tick(): void {
    this.#run?.tick()
    // Made for nobody, too: closed steps are taken with it, and peers learn who was simulated.
    const snapshot = this.#snapshot()
    if (this.broadcast.viewers > 0) this.broadcast.send(messageFrame(snapshot))
  }

  #snapshot(): Snapshot {
    const fold = this.#run?.fold
    const roundTripUs = (share: number) => fold?.roundTripUs(share) ?? null
    return {
      type: "snapshot",
      sequence: this.#run?.sequence ?? 0,
      atMs: this.#nowUnixMs,
      totals: this.totals,
      unseen: fold?.unseen ?? 0,
      stale: fold?.stale ?? 0,
      requeued: fold?.requeued ?? 0,
      receivedPerSecond: fold?.receivedPerSecond ?? 0,
      returnedPerSecond: fold?.returnedPerSecond ?? 0,
      roundTripUs: { p50: roundTripUs(0.5), p95: roundTripUs(0.95), p99: roundTripUs(0.99) },
      silentMs: 0,
      faults: [],
      missed: fold?.missed ?? 0,
      settings: this.settings,
      clients: this.clients,
      workers: this.workers,
      steps: this.history.drainClosed(),
    }
  }
}
