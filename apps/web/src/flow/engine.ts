import type { Envelope, EnvelopeRecord, Snapshot } from "@zmqscope/protocol"
import type { LiveStore } from "../store/index.js"
import type { FlowSpeed, Selection } from "../url-state.js"
import { type Anchor, Anchors, type PeerWindow } from "./anchors.js"
import { type Brush, makeBrushes } from "./brushes.js"
import { DotPainter } from "./dot-painter.js"
import { type DotNews, hitDot, hitPeer } from "./hit.js"
import { Journeys } from "./journeys.js"
import { type FlowLayout, layOutFlow } from "./layout.js"
import { LossBoard } from "./loss-board.js"
import { Motion, type Stage } from "./motion.js"
import { Playback } from "./playback.js"
import { chooseSampling, isSampled, MAX_DOTS, type Sampling } from "./sampling.js"
import { type FlowView, viewOf } from "./view.js"
import { paintWires, type WireLook } from "./wires.js"

/** Canvases are drawn no finer: past that nobody sees it, and each pixel costs. */
const MAX_RATIO = 2
/** React hears of what it writes beside the dots so often, milliseconds. */
const VIEW_INTERVAL_MS = 200
/** Pictures a second for those who prefer reduced motion. */
const STILL_INTERVAL_MS = 250
const ASK_INTERVAL_MS = 2000
/** Envelopes that ended while the live ones were asked for; those must not be put up again. */
const MAX_ENDED = 20_000

export interface FlowParts {
  readonly live: LiveStore
  /** Envelopes that live now: for those received before the page came. */
  readonly loadLive: () => Promise<readonly Envelope[]>
}

export interface Surfaces {
  readonly wires: CanvasRenderingContext2D
  readonly dots: CanvasRenderingContext2D
}

/** The flow without React: takes records in, keeps every dot, and draws a frame when it is told. */
export class FlowEngine {
  readonly playback = new Playback()
  readonly losses = new LossBoard()
  readonly journeys = new Journeys(MAX_DOTS, this.losses)
  readonly clients = new Anchors()
  readonly workers = new Anchors()
  readonly live: LiveStore
  readonly #loadLive: FlowParts["loadLive"]
  readonly #motion = new Motion(this.journeys)
  readonly #listeners = new Set<() => void>()
  #surfaces: Surfaces | undefined
  #painter: DotPainter | undefined
  #brushes: readonly Brush[] = []
  #look: WireLook | undefined
  #theme: string | undefined
  #ratio = 1
  #layout: FlowLayout = layOutFlow(0, 0, 16)
  #workerSpacing = 0
  #sampling: Sampling = 1
  #still = false
  #paused = false
  #selection: Selection | null = null
  #hovered: Selection | null = null
  #wiresDirty = true
  #frameMs = 0
  #paintedMs = 0
  #viewedMs = 0
  #skippedAtMs = Number.NEGATIVE_INFINITY
  #askDue = true
  #askedMs = Number.NEGATIVE_INFINITY
  #asking = false
  readonly #ended = new Set<number>()
  #view: FlowView = viewOf(this)

  constructor({ live, loadLive }: FlowParts) {
    this.live = live
    this.#loadLive = loadLive
  }

  /** Starts to listen; the returned function stops it. */
  start(): () => void {
    return this.live.watch({
      onRecords: (records) => this.playback.push(records, performance.now()),
      onBreak: () => this.playback.reset(),
    })
  }

  // --- what it is told ---------------------------------------------------------------------------

  setSurfaces(surfaces: Surfaces | undefined): void {
    this.#surfaces = surfaces
    this.#painter = surfaces && new DotPainter(surfaces.dots, this.journeys)
    this.#fitCanvases()
  }

  setSize(width: number, height: number, rem: number, ratio: number): void {
    this.#layout = layOutFlow(width, height, rem)
    this.#ratio = Math.min(MAX_RATIO, ratio)
    this.#theme = undefined
    this.#fitCanvases()
  }

  setPeers(snapshot: Snapshot, clients: PeerWindow, workers: PeerWindow): void {
    const bottom = this.#layout.height - 1.1 * this.#layout.dot * 4
    this.clients.place(
      snapshot.clients.map(({ name }) => name),
      clients,
      bottom,
    )
    this.workers.place(
      snapshot.workers.map(({ name }) => name),
      workers,
      bottom,
    )
    this.#workerSpacing = workers.rowPx
    if (this.#paused !== snapshot.settings.paused) this.#wiresDirty = true
    this.#paused = snapshot.settings.paused
    const { totals, receivedPerSecond } = snapshot
    this.#sample(receivedPerSecond * this.playback.speed, totals.waiting + totals.inFlight)
  }

  setStill(still: boolean): void {
    this.#still = still
  }

  setSpeed(speed: FlowSpeed): void {
    this.playback.setSpeed(speed)
  }

  setFrozen(frozen: boolean): void {
    this.playback.setFrozen(frozen)
  }

  setSelection(selection: Selection | null): void {
    this.#selection = selection
    this.#wiresDirty = true
  }

  setHovered(hovered: Selection | null): void {
    this.#hovered = hovered
    this.#wiresDirty = true
  }

  // --- what it answers ---------------------------------------------------------------------------

  get workerSpacing(): number {
    return this.#workerSpacing
  }

  get layout(): FlowLayout {
    return this.#layout
  }

  get sampling(): Sampling {
    return this.#sampling
  }

  /** Whether records were jumped over a moment ago. */
  get hasSkipped(): boolean {
    return this.playback.skippedRecords > 0 && this.playback.clockMs - this.#skippedAtMs < 8000
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The same object until something in it has changed. */
  view = (): FlowView => this.#view

  /** The dot under a point, or undefined. */
  dotAt(x: number, y: number): DotNews | undefined {
    return hitDot(this.journeys, x, y, 2.5 * this.#layout.dot)
  }

  peerAt(x: number, y: number): Selection | null {
    return hitPeer(this.#layout, this.clients, this.workers, x, y)
  }

  clientAt = (index: number): Anchor => this.clients.of(this.live.roster.client(index))
  workerAt = (index: number): Anchor => this.workers.of(this.live.roster.worker(index))

  // --- for the frame loop ------------------------------------------------------------------------

  notify(nowMs: number): void {
    if (nowMs - this.#viewedMs < VIEW_INTERVAL_MS) return
    this.#viewedMs = nowMs
    const view = viewOf(this)
    if (JSON.stringify(view) === JSON.stringify(this.#view)) return
    this.#view = view
    for (const listener of this.#listeners) listener()
  }

  draw(nowMs: number): void {
    const elapsedMs = nowMs - this.#frameMs
    this.#frameMs = nowMs
    const before = this.playback.clockMs
    if (this.playback.advance(nowMs, this.#play) === "jumped") this.#startAnew()
    const clockMs = this.playback.clockMs
    this.journeys.advance(clockMs, this.#still)
    this.#askForLive(nowMs)
    if (this.#surfaces === undefined || this.#layout.width === 0) return
    this.#followTheme()
    if (this.clients.step(elapsedMs, this.#still)) this.#wiresDirty = true
    if (this.workers.step(elapsedMs, this.#still)) this.#wiresDirty = true
    if (this.#wiresDirty) this.#paintWires()
    if (this.#still && nowMs - this.#paintedMs < STILL_INTERVAL_MS) return
    this.#paintedMs = nowMs
    this.#motion.step(this.#stage(clockMs), clockMs, clockMs - before, this.#still)
    this.#paintDots(clockMs)
  }

  // --- records -----------------------------------------------------------------------------------

  readonly #play = (record: EnvelopeRecord, clockMs: number): void => {
    const { envelope, kind } = record
    if (this.#asking && endsIt(kind) && this.#ended.size < MAX_ENDED) this.#ended.add(envelope)
    const sampled = isSampled(envelope, this.#sampling)
    if (sampled || kind === "lost") this.journeys.play(record, sampled, clockMs)
  }

  /** What was on its way is cut; what lives stands where it is. */
  #startAnew(): void {
    this.journeys.clear()
    if (this.playback.skippedRecords > 0) this.#skippedAtMs = this.playback.clockMs
    this.#seed(Number.POSITIVE_INFINITY)
    this.#askDue = true
  }

  /** Dots for live envelopes of which nothing happened after the moment that is shown. */
  #seed(untilUs: number): void {
    const rows = this.live.liveEnvelopes(
      MAX_DOTS,
      (row) => isSampled(row.number, this.#sampling) && lastMoment(row) <= untilUs,
    )
    this.#seedAll(rows)
  }

  #seedAll(rows: readonly Envelope[]): void {
    const inOrder = rows.toSorted(
      (one, other) => (one.dealtAt ?? 0) - (other.dealtAt ?? 0) || one.number - other.number,
    )
    for (const row of inOrder) this.journeys.seed(row, this.playback.clockMs)
  }

  #sample(perSecond: number, live: number): void {
    const sampling = chooseSampling(this.#sampling, perSecond, live)
    if (sampling === this.#sampling) return
    const isFiner = sampling < this.#sampling
    this.#sampling = sampling
    if (!isFiner) this.journeys.keepOnly((number) => isSampled(number, sampling))
    else if (this.playback.speed === 1) {
      this.#seed(this.playback.cursorUs)
      this.#askDue = true
    }
  }

  #askForLive(nowMs: number): void {
    if (!this.#askDue || this.#asking || nowMs - this.#askedMs < ASK_INTERVAL_MS) return
    if (this.live.run === null || document.hidden) return
    this.#askDue = false
    this.#askedMs = nowMs
    this.#asking = true
    const { run } = this.live
    this.#loadLive()
      .then((rows) => {
        if (run === this.live.run) this.#adopt(rows)
      })
      .catch(() => {
        // Only what was there before the page is missing; figures beside the dots count it.
      })
      .finally(() => {
        this.#asking = false
        this.#ended.clear()
      })
  }

  /** Puts up those that the store has no row of, for they came before this page. */
  #adopt(rows: readonly Envelope[]): void {
    const missing = rows.filter(
      ({ number }) =>
        isSampled(number, this.#sampling) &&
        !this.#ended.has(number) &&
        this.live.envelope(number) === undefined,
    )
    this.#seedAll(missing)
  }

  // --- drawing -----------------------------------------------------------------------------------

  #fitCanvases(): void {
    this.#wiresDirty = true
    if (this.#surfaces === undefined) return
    for (const { canvas } of [this.#surfaces.wires, this.#surfaces.dots]) {
      canvas.width = Math.round(this.#layout.width * this.#ratio)
      canvas.height = Math.round(this.#layout.height * this.#ratio)
    }
  }

  #stage(clockMs: number): Stage {
    return {
      layout: this.#layout,
      clientAt: this.clientAt,
      workerAt: this.workerAt,
      workerSpacing: this.#workerSpacing,
      losses: this.losses.groups(clockMs),
    }
  }

  #paintDots(clockMs: number): void {
    const lit = this.#lit()
    const halo = lit?.kind === "envelope" ? lit.number : -1
    this.#painter?.paint(this.#brushes, this.#ratio, clockMs, halo, this.#isLit(lit))
  }

  /** What the pointer is at goes before what is selected. */
  #lit(): Selection | null {
    return this.#hovered ?? this.#selection
  }

  #isLit(lit: Selection | null): ((slot: number) => boolean) | undefined {
    if (lit === null || lit.kind === "envelope") return undefined
    const { dots } = this.journeys
    const { client, worker } = dots
    if (lit.kind === "client") {
      return (slot) => this.live.roster.client(client[slot] ?? 0) === lit.name
    }
    return (slot) => this.live.roster.worker(worker[slot] ?? 0) === lit.name
  }

  #paintWires(): void {
    if (this.#surfaces === undefined || this.#look === undefined) return
    this.#wiresDirty = false
    const lit = this.#lit()
    paintWires(
      this.#surfaces.wires,
      this.#ratio,
      this.#layout,
      this.#look,
      this.clients,
      this.workers,
      {
        client: lit?.kind === "client" ? lit.name : null,
        worker: lit?.kind === "worker" ? lit.name : null,
      },
      this.#paused,
    )
  }

  #followTheme(): void {
    const theme = document.documentElement.dataset["theme"] ?? ""
    if (theme === this.#theme) return
    this.#theme = theme
    const style = getComputedStyle(document.documentElement)
    const colourOf = (token: string) =>
      style.getPropertyValue(token.replace(/^var\((.*)\)$/, "$1")).trim()
    this.#brushes = makeBrushes(this.#layout.dot, colourOf)
    this.#look = {
      wire: colourOf("var(--line2)"),
      lit: colourOf("var(--accent)"),
      node: colourOf("var(--ink2)"),
      ground: colourOf("var(--bg)"),
      held: colourOf("var(--warn)"),
    }
    this.#wiresDirty = true
  }
}

function endsIt(kind: EnvelopeRecord["kind"]): boolean {
  return kind === "returned" || kind === "lost" || kind === "undeliverable" || kind === "expired"
}

function lastMoment(row: Envelope): number {
  return row.repliedAt ?? row.dealtAt ?? row.handedAt ?? row.receivedAt
}
