import { EnvelopeBook, History } from "@zmqscope/metrics"
import {
  assertUnreachable,
  type BrokerHello,
  type BrokerMessage,
  type BrokerSettings,
  type Checkpoint,
  type Condition,
  EMPTY_TOTALS,
  type Gap,
  type Marker,
  type Notice,
  type RecordBatch,
  type Totals,
  type Watched,
} from "@zmqscope/protocol"
import type { FastifyBaseLogger } from "fastify"
import { Auditor, type AuditorParts } from "./auditor.js"
import type { BrokerListener } from "./broker-link.js"
import { BOOK_CAPACITY, BrokerRun } from "./broker-run.js"
import type { Journal } from "./journal.js"
import { type MarkDetails, Markers } from "./markers.js"
import type { PeerName } from "./name-book.js"
import { Notices, noticeIn } from "./notices.js"
import type { PeerDirectory } from "./peer-directory.js"
import { SettingsInForce } from "./settings-in-force.js"
import type { SimulatorListener } from "./simulator-link.js"
import type { ToldMessage } from "./stream-frame.js"
import { Trials } from "./trials.js"
import { WatchedBroker } from "./watched-broker.js"

/** Who is told what happens, in order. */
export interface Audience {
  /** A run began, or ended, or its clock means another time from here on. */
  runChanged(): void
  message(message: ToldMessage): void
  /** `encoded` is the batch as it came. */
  records(batch: RecordBatch, encoded: Uint8Array): void
}

export interface RunModelParts {
  readonly peers: PeerDirectory
  /** Takes down what happens. */
  readonly journal: Journal
  /** How the broker's process ended the last time; null when nobody knows. */
  readonly howEnded: () => string | null
  readonly settings: BrokerSettings
  readonly audience: Audience
  readonly counts: AuditorParts["counts"]
  readonly log: FastifyBaseLogger
}

/**
 * What is known of a scope's broker: its current run folded, and over all its runs the history, what
 * is marked beside it, and notices. While the broker is down there is no run.
 */
export class RunModel implements BrokerListener, SimulatorListener {
  readonly history = new History()
  /** Of the current run, or the last one's. */
  readonly #book = new EnvelopeBook(BOOK_CAPACITY)
  readonly markers = new Markers(() => this.nowUnixMs)
  readonly notices = new Notices()
  readonly trials: Trials
  readonly #watched = new WatchedBroker()
  /** Figures in which a checkpoint and the fold did not agree without a gap: faults, each logged. */
  foldDiscrepancies = 0
  /** Records that never arrived, over all runs. */
  missed = 0
  /** Frames of the broker's pipe that could not be understood, over all runs. */
  misheard = 0
  /** Of a broker that is only watched, what its last checkpoint said. */
  watched: Watched | undefined
  readonly #peers: PeerDirectory
  readonly #journal: Journal
  readonly #howEnded: () => string | null
  readonly #settings: SettingsInForce
  readonly #auditor: Auditor
  readonly #audience: Audience
  readonly #log: FastifyBaseLogger
  #run: BrokerRun | undefined
  /** The current one, or while the broker is down the one before: its clock goes on. */
  #lastRun: BrokerRun | undefined

  constructor({ peers, journal, howEnded, settings, audience, counts, log }: RunModelParts) {
    this.#peers = peers
    this.#journal = journal
    this.#howEnded = howEnded
    this.#settings = new SettingsInForce(settings)
    this.#auditor = new Auditor({ counts, clients: () => peers.simulatedClients, log })
    this.#audience = audience
    this.#log = log
    this.trials = new Trials(this.history, () => ({
      settings: this.settings,
      clients: this.#run?.fold.clients.size ?? 0,
      workers: this.#run?.fold.workers.size ?? 0,
    }))
  }

  /** Undefined while the broker is down. */
  get current(): BrokerRun | undefined {
    return this.#run
  }

  /** How the broker introduced itself last; undefined before its first start. */
  get hello(): BrokerHello | undefined {
    return this.#lastRun?.hello
  }

  /** As the broker said last, in the order of its stream. */
  get settings(): BrokerSettings {
    return this.#settings.value
  }

  get totals(): Totals {
    return this.#run?.fold.totals ?? EMPTY_TOTALS
  }

  /** What does not add up, a sentence each; empty while every check holds. */
  get faults(): readonly string[] {
    return this.#auditor.faults
  }

  /** What is wrong with the broker that is only watched. */
  get trouble(): Condition | undefined {
    return this.#watched.trouble
  }

  get nowUnixMs(): number {
    return this.#lastRun?.nowUnixMs ?? Date.now()
  }

  /** Resolves once the stream has told of these settings, or at the latest soon after. */
  async settingsTold(settings: BrokerSettings): Promise<void> {
    await this.#settings.told(settings)
  }

  /** Puts a mark beside the charts of every viewer. What it tells is a change, and begins a trial. */
  mark(kind: Marker["kind"], text: string, details: MarkDetails = {}): void {
    const { sinceMs = this.nowUnixMs, logged = text, about } = details
    const marker = this.markers.add(kind, text)
    this.#audience.message({ type: "marker", marker })
    this.#journal.marked(kind, logged, about)
    if (kind !== "gap") this.trials.change(text, sinceMs)
  }

  /** Lets time go on in silence. */
  tick(): void {
    if (this.#run?.tick() === true) this.#audience.runChanged()
    this.trials.follow(this.nowUnixMs)
    const events = this.#journal.takeUntold()
    if (events.length > 0) this.#audience.message({ type: "events", events: [...events] })
  }

  brokerUp(hello: BrokerHello): void {
    const isRestart = this.#lastRun !== undefined
    const movedBackMs = this.history.movedBackMs
    this.#run = new BrokerRun(hello, this.history, this.#book)
    this.#lastRun = this.#run
    this.markers.moveBack(this.history.movedBackMs - movedBackMs)
    this.trials.moveBack(this.history.movedBackMs - movedBackMs)
    this.#watched.clear()
    this.#peers.see(this.#run.fold)
    this.#auditor.begin()
    this.#settings.take(hello.settings)
    this.#audience.runChanged()
    if (isRestart) this.mark("restart", "broker restarted")
    else this.#journal.marked("restart", `broker started: ${hello.frontend}, ${hello.backend}`)
  }

  brokerHung(silentSeconds: number): void {
    this.mark("restart", `broker hung: ended after ${silentSeconds} s of silence`)
  }

  brokerDown(): void {
    if (this.#run !== undefined) {
      const how = this.#howEnded()
      const logged = how === null ? "broker ended" : `broker ended (${how})`
      this.mark("restart", "broker ended", { logged })
    }
    this.#run?.end()
    this.#run = undefined
    this.#peers.seeNothing()
    this.watched = undefined
    this.#journal.runEnded()
    this.#auditor.begin()
    this.#audience.runChanged()
  }

  brokerNotBack(why: string): void {
    this.#journal.faults([
      `The broker could not start again (${why}): it is tried until it can, so mend what keeps it from that.`,
    ])
  }

  brokerRecords(batch: RecordBatch, encoded: Uint8Array): void {
    const run = this.#run
    if (run === undefined) return
    const missed = run.missedBefore(batch)
    if (missed > 0) this.#gap(run, { type: "gap", missed, sequence: batch.firstSequence })
    run.records(batch)
    this.#audience.records(batch, encoded)
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
    const message = this.#peers.withNames(told)
    this.#peers.take(message)
    switch (message.type) {
      case "client":
        run.client(message)
        this.#journal.peer(run, message)
        this.#peerChange("client", message.event, message.client)
        break
      case "worker":
        run.worker(message)
        this.#journal.peer(run, message)
        this.#peerChange("worker", message.event, message.worker)
        break
      case "checkpoint":
        this.#checkpoint(run, message)
        break
      case "known":
        run.knownAt = message.at
        return
      case "notice":
        this.#notice(run, message.notice)
        return
      case "gap":
        this.#gap(run, message)
        return
      default:
        assertUnreachable(message)
    }
    this.#audience.message(message)
  }

  simulatedPeerCrashed(side: "client" | "worker", name: string): void {
    this.mark("kill", `${name} crashed`, { about: { side, name } })
  }

  namesOf(kind: "client" | "worker"): readonly string[] {
    const peers = kind === "client" ? this.#peers.clients : this.#peers.workers
    return peers.map(({ name }) => name)
  }

  simulatorRestarted(): void {
    this.#auditor.begin()
    this.mark("restart", "simulator restarted")
  }

  /** Of simulated peers, who spawns or ends them tells. */
  #peerChange(kind: "client" | "worker", event: "joined" | "left", peer: PeerName): void {
    if (!this.#peers.isExternal(kind, peer)) return
    const name = this.#peers.nameOf(kind, peer)
    this.trials.change(`${name} ${event === "joined" ? "came" : "went"}`, this.nowUnixMs)
  }

  #gap(run: BrokerRun, gap: Gap): void {
    run.gap(gap)
    this.#auditor.begin()
    this.missed += gap.missed
    this.#audience.message(gap)
    if (gap.missed === 0) return
    this.#log.warn(`the tap was read too slowly: ${gap.missed} records were missed`)
    this.mark("gap", `${gap.missed} records missed`)
  }

  #notice({ hello: { epochUnixUs } }: BrokerRun, told: Notice): void {
    const kept = this.notices.add(told, epochUnixUs)
    const notice = noticeIn(kept, epochUnixUs)
    this.#journal.notice(notice)
    this.#watched.take(notice)
    const { number, kind, side, address, name, count } = notice
    const about = { notice: number, kind, side, address, name, count }
    this.#log.warn(about, `${notice.text} ${notice.advice}`)
    this.#audience.message({ type: "notice", notice })
  }

  #checkpoint(run: BrokerRun, checkpoint: Checkpoint): void {
    this.#settings.take(checkpoint.settings)
    const { at, ambiguous, opaque } = checkpoint
    if (ambiguous !== undefined && opaque !== undefined) this.watched = { at, ambiguous, opaque }
    const { adopted, discrepancies } = run.checkpoint(checkpoint)
    this.#auditor.checkpoint(run, checkpoint.at, adopted ? [] : discrepancies)
    this.#journal.faults(this.faults)
    if (adopted || discrepancies.length === 0) return
    this.foldDiscrepancies += discrepancies.length
    const where = { sequence: checkpoint.sequence, discrepancies }
    this.#log.error(where, "the fold differs from the broker's checkpoint without a gap")
  }
}
