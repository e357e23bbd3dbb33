import type { EnvelopeRecord, Snapshot } from "@zmqscope/protocol"
import type { Speed } from "../model/index.js"
import { lastStepAt } from "../model/index.js"
import type { LiveStore } from "../store/index.js"
import type { Selection } from "../url-state.js"
import { ValueStore } from "../value-store.js"
import { type Anchor, Anchors, type PeerWindow } from "./anchors.js"
import { Canvases, type Surfaces } from "./canvases.js"
import { type DotNews, hitDot, hitPeer } from "./hit.js"
import { Journeys } from "./journeys.js"
import { type FlowLayout, layOutFlow } from "./layout.js"
import { LossBoard } from "./loss-board.js"
import { Motion } from "./motion.js"
import { Playback } from "./playback.js"
import { chooseSampling, isSampled, MAX_DOTS, type Sampling } from "./sampling.js"
import { type FlowView, viewOf } from "./view.js"

/** React hears of what it writes beside the dots so often, milliseconds. */
const VIEW_INTERVAL_MS = 200
/** For those who prefer reduced motion, milliseconds between two pictures. */
const STILL_INTERVAL_MS = 250
/** So long it is said that records were jumped over, milliseconds. */
const SKIP_SHOWN_MS = 8000
/** A jump over less is none that anybody could have seen. */
const WORTH_SAYING_MS = 300

/** The flow without React: takes records in, keeps every dot, and draws a frame when it is told. */
export class FlowEngine {
  readonly live: LiveStore
  readonly playback = new Playback()
  readonly losses = new LossBoard()
  readonly journeys = new Journeys(MAX_DOTS, this.losses)
  readonly clients = new Anchors()
  readonly workers = new Anchors()
  readonly #motion = new Motion(this.journeys)
  #canvases: Canvases | undefined
  #layout: FlowLayout = layOutFlow(0, 0, 16)
  #ratio = 1
  #workerSpacing = 0
  #sampling: Sampling = 1
  #still = false
  #paused = false
  #selection: Selection | null = null
  #hovered: Selection | null = null
  #wiresChanged = true
  /** By anything but the clock: else a frozen picture stays as it is. */
  #dotsChanged = true
  #frameMs = 0
  #drawnMs = 0
  #viewedMs = 0
  #skippedAtMs = Number.NEGATIVE_INFINITY
  readonly #view: ValueStore<FlowView>

  constructor(live: LiveStore) {
    this.live = live
    this.#view = new ValueStore(viewOf(this))
  }

  /** Starts to listen; the returned function stops it. */
  start(): () => void {
    return this.live.watch({
      onRecords: (records) => this.playback.push(records, performance.now()),
      onBreak: () => this.playback.reset(),
      onRun: () => this.losses.clear(),
      onBackfill: () => this.#seedUntilCursor(),
    })
  }

  // --- what it is told ---------------------------------------------------------------------------

  setSurfaces(surfaces: Surfaces | undefined): void {
    this.#canvases = surfaces && new Canvases(surfaces, this.journeys)
    this.#fit()
  }

  setSize(width: number, height: number, rem: number, ratio: number): void {
    this.#layout = layOutFlow(width, height, rem)
    // What is written must not stand at its old place until the next view is due.
    this.#viewedMs = Number.NEGATIVE_INFINITY
    this.#ratio = ratio
    this.#fit()
  }

  setPeers(snapshot: Snapshot, clients: PeerWindow, workers: PeerWindow): void {
    const { lowestY } = this.#layout
    const { settings, totals, receivedPerSecond } = snapshot
    this.clients.place(
      snapshot.clients.map(({ name }) => name),
      clients,
      lowestY,
    )
    this.workers.place(
      snapshot.workers.map(({ name }) => name),
      workers,
      lowestY,
    )
    this.#workerSpacing = workers.rowPx
    if (this.#paused !== settings.paused) this.#wiresChanged = true
    this.#paused = settings.paused
    this.#dotsChanged = true
    this.#sample(receivedPerSecond * this.playback.speed, totals.waiting + totals.inFlight)
  }

  setStill(still: boolean): void {
    this.#still = still
  }

  setSpeed(speed: Speed): void {
    this.playback.setSpeed(speed)
  }

  setFrozen(frozen: boolean): void {
    this.playback.setFrozen(frozen)
  }

  setSelection(selection: Selection | null): void {
    this.#selection = selection
    this.#wiresChanged = true
  }

  setHovered(hovered: Selection | null): void {
    this.#hovered = hovered
    this.#wiresChanged = true
  }

  // --- what it answers ---------------------------------------------------------------------------

  get layout(): FlowLayout {
    return this.#layout
  }

  /** Pixels between neighbouring workers. */
  get workerSpacing(): number {
    return this.#workerSpacing
  }

  get sampling(): Sampling {
    return this.#sampling
  }

  /** Whether records were jumped over a moment ago. */
  get hasSkipped(): boolean {
    return this.playback.clockMs - this.#skippedAtMs < SKIP_SHOWN_MS
  }

  subscribe = (listener: () => void): (() => void) => this.#view.subscribe(listener)

  /** The same object until something in it has changed. */
  view = (): FlowView => this.#view.get()

  /** The dot under a point, or undefined. */
  dotAt(x: number, y: number): DotNews | undefined {
    return hitDot(this.journeys, x, y, 2.5 * this.#layout.dot)
  }

  /** The peer whose wire is under a point, or null. */
  peerAt(x: number, y: number): Selection | null {
    return hitPeer(this.#layout, this.clients, this.workers, x, y)
  }

  readonly clientAt = (index: number): Anchor => this.clients.of(this.live.roster.client(index))
  readonly workerAt = (index: number): Anchor => this.workers.of(this.live.roster.worker(index))

  // --- for the frame loop ------------------------------------------------------------------------

  notify(nowMs: number): void {
    if (nowMs - this.#viewedMs < VIEW_INTERVAL_MS) return
    this.#viewedMs = nowMs
    const view = viewOf(this)
    if (JSON.stringify(view) !== JSON.stringify(this.view())) this.#view.set(view)
  }

  draw(nowMs: number): void {
    const { playback } = this
    const elapsedMs = nowMs - this.#frameMs
    const beforeMs = playback.clockMs
    this.#frameMs = nowMs
    if (playback.advance(nowMs, this.#play) === "jumped") this.#startAnew()
    const playedMs = playback.clockMs - beforeMs
    if (playedMs > 0) this.journeys.advance(playback.clockMs, this.#still)
    if (this.#canvases === undefined || this.#layout.width === 0) return
    const hasWires = this.#drawWires(this.#canvases, elapsedMs)
    if (hasWires || playedMs > 0) this.#dotsChanged = true
    if (!this.#dotsChanged || (this.#still && nowMs - this.#drawnMs < STILL_INTERVAL_MS)) return
    this.#dotsChanged = false
    this.#drawnMs = nowMs
    this.#drawDots(this.#canvases, playback.clockMs, playedMs)
  }

  // --- inside ------------------------------------------------------------------------------------

  readonly #hasDot = (number: number): boolean => isSampled(number, this.#sampling)

  readonly #play = (record: EnvelopeRecord, clockMs: number): void => {
    const hasDot = this.#hasDot(record.envelope)
    if (hasDot || record.kind === "lost") this.journeys.play(record, hasDot, clockMs)
  }

  /** What was on its way is cut; what lives stands where it is. */
  #startAnew(): void {
    const { clockMs, skippedMs } = this.playback
    this.journeys.clear()
    if (skippedMs > WORTH_SAYING_MS) this.#skippedAtMs = clockMs
    this.#seed(Number.POSITIVE_INFINITY)
  }

  /** What happened after the moment that is shown is still to be played; a jump seeds by itself. */
  #seedUntilCursor(): void {
    const { cursorUs, isJumpDue } = this.playback
    if (isJumpDue) return
    this.#seed(Number.isFinite(cursorUs) ? cursorUs : Number.POSITIVE_INFINITY)
  }

  /** Dots for live envelopes that have none, where nothing happened to them after `untilUs`. */
  #seed(untilUs: number): void {
    const rows = this.live.liveEnvelopes(
      MAX_DOTS,
      (row) => this.#hasDot(row.number) && lastStepAt(row) <= untilUs,
    )
    // In the order of dealing, which is that of backlogs.
    const inOrder = rows.toSorted(
      (one, other) => (one.dealtAt ?? 0) - (other.dealtAt ?? 0) || one.number - other.number,
    )
    for (const row of inOrder) this.journeys.seed(row, this.playback.clockMs)
  }

  #sample(perSecond: number, live: number): void {
    const sampling = chooseSampling(this.#sampling, perSecond, live)
    const isFiner = sampling < this.#sampling
    if (sampling === this.#sampling) return
    this.#sampling = sampling
    if (!isFiner) this.journeys.keepOnly(this.#hasDot)
    else this.#seedUntilCursor()
  }

  #fit(): void {
    this.#canvases?.fit(this.#layout, this.#ratio)
    this.#wiresChanged = true
  }

  /** Draws them when they are to look otherwise than before; whether they were. */
  #drawWires(canvases: Canvases, elapsedMs: number): boolean {
    const hasNewColours = canvases.followTheme()
    const clientsMove = this.clients.step(elapsedMs, this.#still)
    const workersMove = this.workers.step(elapsedMs, this.#still)
    if (!this.#wiresChanged && !hasNewColours && !clientsMove && !workersMove) return false
    this.#wiresChanged = false
    const lit = this.#lit
    canvases.paintWires(
      this.clients,
      this.workers,
      {
        client: lit?.kind === "client" ? lit.name : null,
        worker: lit?.kind === "worker" ? lit.name : null,
      },
      this.#paused,
    )
    return true
  }

  #drawDots(canvases: Canvases, clockMs: number, elapsedMs: number): void {
    const stage = {
      layout: this.#layout,
      clientAt: this.clientAt,
      workerAt: this.workerAt,
      workerSpacing: this.#workerSpacing,
      losses: this.losses.groups(clockMs),
    }
    // Where the clock stands still dots cannot glide to their places, which may move with their wires.
    this.#motion.step(stage, clockMs, elapsedMs, this.#still || elapsedMs === 0)
    const lit = this.#lit
    const halo = lit?.kind === "envelope" ? lit.number : -1
    canvases.paintDots(clockMs, halo, this.#isLit(lit))
  }

  /** What the pointer is at goes before what is selected. */
  get #lit(): Selection | null {
    return this.#hovered ?? this.#selection
  }

  #isLit(lit: Selection | null): ((slot: number) => boolean) | undefined {
    if (lit === null || lit.kind === "envelope") return undefined
    const { client, worker } = this.journeys.dots
    const { roster } = this.live
    return lit.kind === "client"
      ? (slot) => roster.client(client[slot] ?? 0) === lit.name
      : (slot) => roster.worker(worker[slot] ?? 0) === lit.name
  }
}
