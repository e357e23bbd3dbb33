import type { LiveStore, Now, NowMode, Replay, RowPlaces, Speed } from "@zmqscope/model"
import { isAlike, ValueStore } from "@zmqscope/model"
import type { Snapshot } from "@zmqscope/protocol"
import type { Selection } from "../url-state.js"
import { type Box, clientEnds, type End, type Ends, rowsBeside, workerEnds } from "./ends.js"
import { LABEL_FONTS, type Label, type LabelRoom, type WidthOf } from "./labels.js"
import { type FlowLayout, layOutFlow, type Spot } from "./layout.js"
import type { Scene } from "./paint.js"
import { Passing } from "./passing.js"
import { type Pile, PileScale, pilesOf, spotOf } from "./piles.js"
import { returningOf, sceneOf } from "./scene.js"
import { type Contexts, Surfaces } from "./surfaces.js"
import { calloutLabel, type FlowView, standOf, viewOf } from "./view.js"

/** React hears of what it writes beside the canvas so often, milliseconds; of the callout at each frame. */
const VIEW_INTERVAL_MS = 200
/** For those who prefer reduced motion, milliseconds between two pictures. */
const STILL_INTERVAL_MS = 250
const NO_ENDS: Ends = { form: "rows", byName: new Map(), lines: [] }

export interface FlowParts {
  readonly live: LiveStore
  readonly now: Now
  readonly replay: Replay
  readonly rows: RowPlaces
}

interface Shows {
  readonly still?: boolean
  readonly selection?: Selection | null
  /** What the pointer is at. */
  readonly hovered?: Selection | null
}

/** What the last frame showed: of the same moment in all its parts. */
export interface Shown {
  readonly atUs: number
  readonly mode: NowMode
  readonly speed: Speed
  readonly piles: readonly Pile[]
  readonly returning: Scene["returning"]
}

/**
 * The flow without React. What stands is the fold at the moment shown (`Replay`), drawn anew from it;
 * what moves are traces of steps that the moment passed. Nothing else is remembered of envelopes.
 */
export class FlowEngine {
  readonly parts: FlowParts
  readonly passing = new Passing()
  clients: Ends = NO_ENDS
  workers: Ends = NO_ENDS
  layout: FlowLayout = layOutFlow(0, 0, 16)
  shown: Shown = { atUs: Number.NaN, mode: "live", speed: 1, piles: [], returning: [] }
  /** Of the flow, milliseconds: what moves and fades goes by it, and it stands while time is frozen. */
  clockMs = 0
  snapshot: Snapshot | null = null
  readonly #scales = { along: new PileScale(), up: new PileScale() }
  readonly #workerNames = new Map<number, string>()
  #surfaces: Surfaces | undefined
  #ratio = 1
  #still = false
  #selection: Selection | null = null
  #hovered: Selection | null = null
  #wiresChanged = true
  #sceneChanged = true
  #drawnVersion = -1
  #frameMs = 0
  #drawnMs = 0
  #viewedMs = Number.NEGATIVE_INFINITY
  #room: LabelRoom
  readonly view: ValueStore<FlowView>
  readonly callout = new ValueStore<Label | null>(null)

  constructor(parts: FlowParts) {
    this.parts = parts
    const { view, room } = viewOf(this)
    this.view = new ValueStore(view)
    this.#room = room
  }

  start(): () => void {
    return this.parts.replay.watch({
      onPassed: (passed) => this.passing.take(passed, this.clockMs, this),
      onJump: () => this.passing.clear(),
    })
  }

  // --- what it is told ---------------------------------------------------------------------------

  setContexts(contexts: Contexts | undefined): void {
    this.#surfaces = contexts && new Surfaces(contexts)
    this.#fit()
  }

  setSize(width: number, height: number, rem: number, ratio: number): void {
    this.#layOut(width, height, rem, this.workers.form === "rows")
    this.#ratio = ratio
    this.#fit()
  }

  /** Takes up who is there, and where the rows of the lists beside the flow are. */
  place(snapshot: Snapshot, box: Box): void {
    const { rows } = this.parts
    const [clients, workers] = [rows.of("clients"), rows.of("workers")]
    const namesOf = (peers: readonly { readonly name: string }[]) => peers.map(({ name }) => name)
    const workersBeside = rowsBeside(workers, box)
    const { width, height, rem } = this.layout
    this.snapshot = snapshot
    this.#layOut(width, height, rem, workersBeside !== null)
    this.clients = clientEnds(
      clients?.names ?? namesOf(snapshot.clients),
      rowsBeside(clients, box),
      this.layout,
    )
    this.workers = workerEnds(
      workers?.names ?? namesOf(snapshot.workers),
      workersBeside,
      this.layout,
    )
    this.#workerNames.clear()
    for (const { index, name } of snapshot.workers) this.#workerNames.set(index, name)
    this.#wiresChanged = true
  }

  /** What is left out stays as it was. */
  show({ still = this.#still, selection = this.#selection, hovered = this.#hovered }: Shows): void {
    this.#still = still
    this.#selection = selection
    this.#hovered = hovered
    this.#wiresChanged = true
  }

  // --- what it answers ---------------------------------------------------------------------------

  readonly widthOf: WidthOf = (text, look) => {
    const px = LABEL_FONTS[look].rem * this.layout.rem
    return this.#surfaces?.widthOf(text, px, LABEL_FONTS[look].weight) ?? 0.6 * px * text.length
  }
  readonly clientName = (index: number): string => this.parts.live.roster.client(index)
  readonly workerName = (index: number): string =>
    this.#workerNames.get(index) ?? this.parts.live.roster.worker(index)

  /** Where a worker's wire ends; of one that is not listed, where the next one would. */
  readonly workerEnd = (index: number): End => {
    const known = this.workers.byName.get(this.workerName(index))
    if (known !== undefined) return known
    const last = [...this.workers.byName.values()].at(-1)
    const { width, workerLevelX, backlogX, middleY, lowestY, rem } = this.layout
    if (last !== undefined) return { ...last, y: Math.min(last.y + 3 * rem, lowestY) }
    const roomPx = backlogX - workerLevelX
    return { name: "", x: width, y: middleY, levelX: workerLevelX, roomPx, rows: 3, cellPx: 0 }
  }

  /** Where an envelope stood in the last frame; null when it stood nowhere. */
  spotOfEnvelope(number: number): Spot | null {
    const { piles, returning } = this.shown
    const pile = piles.find(({ numbers }) => numbers.has(number))
    if (pile !== undefined) return spotOf(pile, indexIn(pile.numbers, number))
    return returning.find((one) => one.number === number) ?? null
  }

  // --- for the frame loop ------------------------------------------------------------------------

  draw(nowMs: number): void {
    const { now, replay } = this.parts
    const elapsedMs = Math.min(1000, nowMs - this.#frameMs)
    this.#frameMs = nowMs
    if (now.mode !== "frozen") {
      this.clockMs += elapsedMs
      this.passing.thin(elapsedMs)
      const hasMoves = replay.standing.returning.size > 0 || this.passing.isShowing(this.clockMs)
      if (hasMoves) this.#sceneChanged = true
    }
    if (this.#drawWires() || replay.version !== this.#drawnVersion) this.#sceneChanged = true
    if (!this.#sceneChanged) {
      const { atUs, mode, speed } = now
      this.shown = { ...this.shown, atUs, mode, speed }
    } else if (!this.#still || nowMs - this.#drawnMs >= STILL_INTERVAL_MS) {
      this.#drawnMs = nowMs
      this.#sceneChanged = false
      this.#drawnVersion = replay.version
      this.#show(nowMs)
      this.#callOut()
    }
    if (nowMs - this.#viewedMs >= VIEW_INTERVAL_MS) this.#tell(nowMs)
  }

  // --- inside ------------------------------------------------------------------------------------

  #layOut(width: number, height: number, rem: number, hasRows: boolean): void {
    const layout = layOutFlow(width, height, rem, hasRows)
    // What is written must not stand at its old place until the next view is due.
    if (layout.width !== this.layout.width || height !== this.layout.height) {
      this.#viewedMs = Number.NEGATIVE_INFINITY
    }
    this.layout = layout
  }

  #fit(): void {
    this.#surfaces?.fit(this.layout, this.#ratio)
    this.#wiresChanged = true
  }

  /** Draws them when they are to look otherwise than before; whether they were. */
  #drawWires(): boolean {
    const hasNewColours = this.#surfaces?.followTheme() ?? false
    if (!this.#wiresChanged && !hasNewColours) return false
    this.#wiresChanged = false
    const lit = this.#lit
    this.#surfaces?.paintWires({
      layout: this.layout,
      clients: this.clients,
      workers: this.workers,
      lit: {
        client: lit?.kind === "client" ? lit.name : null,
        worker: lit?.kind === "worker" ? lit.name : null,
      },
      isPaused: this.snapshot?.settings.paused ?? false,
    })
    return true
  }

  #show(nowMs: number): void {
    const { now, replay } = this.parts
    this.shown = {
      atUs: now.atUs,
      mode: now.mode,
      speed: now.speed,
      piles: pilesOf(replay.standing, this.layout, this.workerEnd, this.#scales, nowMs),
      returning: returningOf(this),
    }
    if (this.#surfaces === undefined || this.layout.width === 0) return
    this.#surfaces.paintScene(sceneOf(this, this.#lit, this.#still))
  }

  #tell(nowMs: number): void {
    this.#viewedMs = nowMs
    const { view, room } = viewOf(this)
    this.#room = room
    setIfOther(this.view, view)
    this.#callOut()
  }

  /** Says of what stands in this frame, not in an earlier one. */
  #callOut(): void {
    setIfOther(this.callout, calloutLabel(this.workers, standOf(this), this.#room))
  }

  /** What the pointer is at goes before what is selected. */
  get #lit(): Selection | null {
    return this.#hovered ?? this.#selection
  }
}

/** Stores hold the same object until something in it has changed. */
function setIfOther<T>(store: ValueStore<T>, value: T): void {
  if (!isAlike(value, store.get())) store.set(value)
}

function indexIn(numbers: ReadonlySet<number>, number: number): number {
  let index = 0
  for (const other of numbers) {
    if (other === number) return index
    index += 1
  }
  return -1
}
