import { randomBytes } from "node:crypto"
import type { BrokerOptions } from "@zmqscope/broker"
import { History } from "@zmqscope/metrics"
import {
  assertUnreachable,
  type BrokerHello,
  type BrokerMessage,
  type BrokerSettings,
  CallError,
  type Checkpoint,
  type Client,
  EMPTY_TOTALS,
  type Endpoints,
  type Engine,
  type Gap,
  type Marker,
  type Notice,
  type RecordBatch,
  type Totals,
  type Worker,
} from "@zmqscope/protocol"
import type { Logger } from "pino"
import { endpoint, localEndpoint } from "./addresses.js"
import { Auditor } from "./auditor.js"
import { Broadcast } from "./broadcast.js"
import { BrokerLink, type BrokerListener, type BrokerProgram } from "./broker-link.js"
import { BrokerRun } from "./broker-run.js"
import { startDefaultLoad } from "./default-load.js"
import { Drains } from "./drains.js"
import { EventFile } from "./events/event-file.js"
import { Journal } from "./journal.js"
import { Markers } from "./markers.js"
import type { PeerName } from "./name-book.js"
import { Notices, noticeIn } from "./notices.js"
import { Peers } from "./peers.js"
import { Pulse } from "./pulse.js"
import { Roster } from "./roster.js"
import { greeting, makeHello, makeSnapshot } from "./scope-messages.js"
import { SettingsInForce } from "./settings-in-force.js"
import { SimulatorLink, type SimulatorListener } from "./simulator-link.js"
import { messageFrame } from "./stream-frame.js"
import { Trials } from "./trials.js"
import type { Viewer } from "./viewer.js"

const TICK_MS = 100
/** How long a broker may take to finish what is in flight, milliseconds. */
const BROKER_DEADLINE_MS = 2_000

/** One broker that is to be watched: zmqscope's own, or one that runs already. */
export interface ScopeOptions extends Omit<BrokerOptions, "simulatorToken" | "workerNames"> {
  readonly name: string
  /** Whether no simulated peers are there at the start. */
  readonly empty: boolean
  /** The directory that the log of events is kept in; in memory alone without one. */
  readonly data?: string
}

export interface ScopeParts {
  readonly version: string
  readonly log: Logger
  /** What is started as the broker's process, when not the real one. */
  readonly program?: BrokerProgram
}

/**
 * What the server knows: the broker's current run folded, history across runs, markers, notices and
 * peers; and what it tells viewers of it, as it happens.
 *
 * While the broker is down there is no run: viewers have been sent a `hello` whose `run` is null,
 * snapshots go on without figures, and the next run begins with another `hello`.
 */
export class Scope implements BrokerListener, SimulatorListener {
  readonly name: string
  readonly version: string
  readonly broker: BrokerLink
  readonly simulator: SimulatorLink
  readonly history = new History()
  readonly broadcast = new Broadcast()
  readonly markers = new Markers(() => this.nowUnixMs)
  readonly notices = new Notices()
  readonly trials: Trials
  readonly drains = new Drains()
  readonly peers: Peers
  readonly journal: Journal
  /** Figures in which a checkpoint and the fold did not agree without a gap: faults, each logged. */
  foldDiscrepancies = 0
  /** Records that never arrived, over all runs. */
  missed = 0
  /** Frames of the broker's pipe that could not be understood, over all runs. */
  misheard = 0
  readonly #settings: SettingsInForce
  readonly #auditor: Auditor
  readonly #pulse = new Pulse(() => performance.now())
  readonly #options: ScopeOptions
  readonly #eventFile: EventFile | undefined
  /** Nobody outside can know it, so nobody outside can pass for a simulated peer. */
  readonly #simulatorToken = randomBytes(16).toString("hex")
  readonly #log: Logger
  readonly #timer: NodeJS.Timeout
  #run: BrokerRun | undefined
  #ticks = 0
  /** Its clock goes on while the broker is down. */
  #lastRun: BrokerRun | undefined
  /** The last run's, or the current one's. */
  #brokerHello: BrokerHello | undefined

  constructor(options: ScopeOptions, { version, log, program }: ScopeParts) {
    const { name, empty: _, data, ...brokerOptions } = options
    this.name = name
    this.version = version
    this.#options = options
    this.#log = log
    const roster = new Roster()
    this.peers = new Peers(roster, this.drains)
    const file =
      data === undefined
        ? undefined
        : new EventFile({ directory: data, name, failed: (why) => this.#unlogged(why) })
    this.#eventFile = file
    this.journal = new Journal({
      nameOf: (side, peer) => this.peers.nameOf(side, peer),
      now: () => Date.now(),
      kept: file && { sink: file, before: file.read() },
    })
    this.journal.marked("restart", `zmqscope ${version} started`)
    this.#settings = new SettingsInForce(options.settings)
    this.simulator = new SimulatorLink(roster, this, log)
    const counts = async () => this.simulator.counts()
    this.#auditor = new Auditor({ counts, clients: () => this.clients, log })
    const simulatorToken = this.#simulatorToken
    this.broker = new BrokerLink(
      { ...brokerOptions, simulatorToken },
      this,
      this.#pulse,
      log,
      program,
    )
    this.trials = new Trials(this.history, () => ({
      settings: this.settings,
      clients: this.clientCount,
      workers: this.#run?.fold.workers.size ?? 0,
    }))
    this.#timer = setInterval(() => this.#tick(), TICK_MS)
  }

  get run(): BrokerRun | undefined {
    return this.#run
  }

  get brokerHello(): BrokerHello | undefined {
    return this.#brokerHello
  }

  /** As the broker said last, in the order of its stream. */
  get settings(): BrokerSettings {
    return this.#settings.value
  }

  get totals(): Totals {
    return this.#run?.fold.totals ?? EMPTY_TOTALS
  }

  get clientCount(): number {
    return this.#run?.fold.clients.size ?? 0
  }

  get clients(): Client[] {
    return this.peers.clients(this.#run?.fold)
  }

  get workers(): Worker[] {
    return this.peers.workers(this.#run?.fold)
  }

  /** Since the broker last said anything, milliseconds. */
  get silentMs(): number {
    return this.#pulse.silentMs
  }

  /** What does not add up, a sentence each; empty while every check holds. */
  get faults(): readonly string[] {
    return this.#auditor.faults
  }

  get nowUnixMs(): number {
    return this.#lastRun?.nowUnixMs ?? Date.now()
  }

  get engine(): Engine {
    return this.#options.engine ?? "zmtp"
  }

  /** The broker that is only watched; undefined where it is zmqscope's own. */
  get target(): Endpoints | undefined {
    const { target } = this.#options
    return target && { frontend: endpoint(target.frontend), backend: endpoint(target.backend) }
  }

  /** Resolves when the broker stands; rejects with BrokerStartError when its first start fails. */
  async start(): Promise<void> {
    await this.broker.start()
  }

  /** Once the broker stands: resolves when the simulated peers that are wanted from the start are there. */
  async startSimulator(): Promise<void> {
    const { frontend = "", backend = "" } = this.#brokerHello ?? {}
    const { seed, empty, target } = this.#options
    const isUp = await this.simulator.start({
      frontend: localEndpoint(frontend),
      backend: localEndpoint(backend),
      seed,
      token: this.#simulatorToken,
    })
    // Somebody else's broker gets no traffic but what somebody asks for.
    if (empty || target !== undefined) return
    try {
      if (!isUp) throw new CallError("gone", "The simulator did not start.")
      await startDefaultLoad(this.simulator)
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      this.#log.warn(
        `no load was started: ${error.message} Spawn clients and workers from the page.`,
      )
    }
  }

  /** Ends the simulated peers, then the broker, then what viewers are told, with a code of RFC 6455. */
  async stop(code: number, reason: string): Promise<void> {
    await this.simulator.stop()
    await this.broker.stop(BROKER_DEADLINE_MS)
    clearInterval(this.#timer)
    this.journal.marked("restart", `zmqscope stopped: ${reason}`)
    await this.#eventFile?.close()
    this.broadcast.close(code, reason)
  }

  join(viewer: Viewer): void {
    this.broadcast.join(viewer, () => greeting(this))
  }

  /** Resolves once the stream has told of these settings, or at the latest soon after. */
  async settingsTold(settings: BrokerSettings): Promise<void> {
    await this.#settings.told(settings)
  }

  /**
   * Puts a mark beside the charts of every viewer. What it tells is a change, and begins a trial.
   * @param sinceMs when what was done began to show, Unix milliseconds; left out: now
   * @param logged what the log says of it, where that is more
   */
  mark(kind: Marker["kind"], text: string, sinceMs = this.nowUnixMs, logged = text): void {
    const marker = this.markers.add(kind, text)
    this.broadcast.send(messageFrame({ type: "marker", marker }))
    this.journal.marked(kind, logged)
    if (kind !== "gap") this.trials.change(text, sinceMs)
  }

  brokerUp(hello: BrokerHello): void {
    const isRestart = this.#brokerHello !== undefined
    this.#brokerHello = hello
    const movedBackMs = this.history.movedBackMs
    this.#run = new BrokerRun(hello, this.history)
    this.#lastRun = this.#run
    this.markers.moveBack(this.history.movedBackMs - movedBackMs)
    this.trials.moveBack(this.history.movedBackMs - movedBackMs)
    this.peers.clear()
    this.drains.clear()
    this.#auditor.begin()
    this.#settings.take(hello.settings)
    this.broadcast.send(messageFrame(makeHello(this)))
    if (isRestart) this.mark("restart", "broker restarted")
    else this.journal.marked("restart", `broker started at ${hello.frontend} and ${hello.backend}`)
  }

  brokerHung(silentSeconds: number): void {
    this.mark("restart", `broker hung: ended after ${silentSeconds} s of silence`)
  }

  brokerDown(): void {
    const { lastExit } = this.broker.status
    if (this.#run !== undefined) {
      const how = lastExit === null ? "" : ` (${lastExit})`
      this.mark("restart", "broker ended", undefined, `broker ended${how}`)
    }
    this.#run?.end()
    this.#run = undefined
    this.journal.runEnded()
    this.#auditor.begin()
    this.broadcast.send(messageFrame(makeHello(this)))
  }

  brokerRecords(batch: RecordBatch, encoded: Uint8Array): void {
    const run = this.#run
    if (run === undefined) return
    const missed = run.missedBefore(batch)
    if (missed > 0) this.#gap(run, { type: "gap", missed, sequence: batch.firstSequence })
    run.records(batch)
    this.broadcast.records(batch, encoded)
  }

  brokerMisheard(reason: string): void {
    this.misheard += 1
    this.#log.error(`a frame of the broker's was not understood, and is missing: ${reason}`)
    // How many records it held the next ones tell; what else it said, the next checkpoint.
    const run = this.#run
    if (run !== undefined) this.#gap(run, { type: "gap", missed: 0, sequence: run.sequence })
  }

  brokerMessage(told: Exclude<BrokerMessage, BrokerHello>): void {
    const run = this.#run
    if (run === undefined) return
    const message = this.peers.withNames(told)
    switch (message.type) {
      case "client": {
        const known = run.fold.clients.get(message.client.index)
        if (message.event === "left" && known !== undefined) this.peers.clientLeft(known)
        run.client(message)
        this.journal.peer(run, message)
        this.#peerChange("client", message.event, message.client)
        break
      }
      case "worker":
        run.worker(message)
        this.journal.peer(run, message)
        this.#peerChange("worker", message.event, message.worker)
        if (message.event === "left") this.drains.end(message.worker)
        break
      case "checkpoint":
        this.#checkpoint(run, message)
        break
      case "notice":
        this.#notice(run, message.notice)
        return
      case "gap":
        this.#gap(run, message)
        return
      default:
        assertUnreachable(message)
    }
    this.broadcast.send(messageFrame(message))
  }

  simulatedPeerCrashed(_kind: "client" | "worker", name: string): void {
    this.mark("kill", `${name} crashed`)
  }

  namesOf(kind: "client" | "worker"): readonly string[] {
    const peers = kind === "client" ? this.clients : this.workers
    return peers.map(({ name }) => name)
  }

  /** Whether a peer was called so, in this run of the broker or by the simulator. */
  hasKnown(kind: "client" | "worker", name: string): boolean {
    const run = this.#run
    const book = kind === "client" ? run?.clientNames : run?.workerNames
    const isNamed = [...(book ?? [])].some((peer) => this.peers.nameOf(kind, peer) === name)
    return isNamed || this.peers.isSimulatedName(kind, name)
  }

  simulatorRestarted(): void {
    this.#auditor.begin()
    this.mark("restart", "simulator restarted")
  }

  /** Of simulated peers, who spawns or ends them tells. */
  #peerChange(kind: "client" | "worker", event: "joined" | "left", peer: PeerName): void {
    if (!this.peers.isExternal(kind, peer)) return
    const name = this.peers.nameOf(kind, peer)
    this.trials.change(`${name} ${event === "joined" ? "came" : "went"}`, this.nowUnixMs)
  }

  #unlogged(why: string): void {
    this.#log.error(`events are in memory alone, their file cannot be written: ${why}`)
  }

  #gap(run: BrokerRun, gap: Gap): void {
    run.gap(gap)
    this.#auditor.begin()
    this.missed += gap.missed
    this.broadcast.send(messageFrame(gap))
    if (gap.missed === 0) return
    this.#log.warn(`the tap was read too slowly: ${gap.missed} records were missed`)
    this.mark("gap", `${gap.missed} records missed`)
  }

  #notice({ hello: { epochUnixUs } }: BrokerRun, told: Notice): void {
    const kept = this.notices.add(told, epochUnixUs)
    const notice = noticeIn(kept, epochUnixUs)
    this.journal.notice(notice)
    const { number, kind, side, address, name, count } = notice
    const about = { notice: number, kind, side, address, name, count }
    this.#log.warn(about, `${notice.text} ${notice.advice}`)
    this.broadcast.send(messageFrame({ type: "notice", notice }))
  }

  #checkpoint(run: BrokerRun, checkpoint: Checkpoint): void {
    this.#settings.take(checkpoint.settings)
    this.peers.checkpoint(checkpoint)
    this.drains.keepOnly(checkpoint.workers)
    const { adopted, discrepancies } = run.checkpoint(checkpoint)
    this.#auditor.checkpoint(run, checkpoint.at, adopted ? [] : discrepancies)
    this.journal.faults(this.faults)
    if (adopted || discrepancies.length === 0) return
    this.foldDiscrepancies += discrepancies.length
    const at = { sequence: checkpoint.sequence, discrepancies }
    this.#log.error(at, "the fold differs from the broker's checkpoint without a gap")
  }

  #tick(): void {
    if (this.#run?.tick() === true) this.broadcast.send(messageFrame(makeHello(this)))
    this.#ticks += 1
    const events = this.journal.takeUntold()
    if (events.length > 0)
      this.broadcast.send(messageFrame({ type: "events", events: [...events] }))
    this.trials.follow(this.nowUnixMs)
    if (this.broadcast.viewers > 0) {
      this.broadcast.send(messageFrame(makeSnapshot(this, this.#ticks)))
    } else this.history.drainClosed()
  }
}
