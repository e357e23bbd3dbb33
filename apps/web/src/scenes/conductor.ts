import { TrialSum } from "@zmqscope/metrics"
import {
  advance,
  beginScene,
  mergeSnapshot,
  readFigures,
  type SceneEvent,
  type SceneState,
  stepOf,
  ValueStore,
} from "@zmqscope/model"
import type { Scene, Snapshot, StreamMessage } from "@zmqscope/protocol"
import { reasonOf } from "../reason.js"
import type { Cast } from "./cast.js"

export interface ConductorParts {
  readonly scene: Scene
  readonly cast: Pick<Cast, "perform" | "groups">
  /** A clock that only goes on, milliseconds. */
  readonly clock: () => number
  /** How much time readers take: 1 is usual, 0 none. */
  readonly pace: () => number
}

/** Plays a scene: does what its steps ask for, and tells the runner how things stand. */
export class Conductor {
  readonly #parts: ConductorParts
  readonly #state: ValueStore<SceneState>
  /** Of the step that is told. */
  #stretch = new TrialSum()
  /** As it was told last. */
  #snapshot: Snapshot | null = null
  #isOver = false
  #acting: Promise<void> = Promise.resolve()

  constructor(parts: ConductorParts) {
    this.#parts = parts
    this.#state = new ValueStore(beginScene(parts.scene, parts.clock()))
  }

  get = (): SceneState => this.#state.get()

  subscribe = (listener: () => void): (() => void) => this.#state.subscribe(listener)

  /** Who the scene speaks of, by the name of their group. */
  namesIn(group: string): readonly string[] {
    return this.#parts.cast.groups.get(group)?.names ?? []
  }

  /** Sets its peers up, and goes on from there. */
  begin(): void {
    this.#perform(this.#parts.scene.setup)
  }

  /** Nothing more is begun: somebody has left. Resolves once what was being done has been. */
  end(): Promise<void> {
    this.#isOver = true
    return this.#acting
  }

  next(): void {
    this.#take({ type: "next", nowMs: this.#parts.clock() })
  }

  previous(): void {
    this.#take({ type: "previous" })
  }

  answer(choice: number): void {
    this.#take({ type: "answer", choice, nowMs: this.#parts.clock() })
  }

  playOrPause(): void {
    this.#take({ type: "play-or-pause" })
  }

  /** What its broker's stream tells. */
  accept(message: StreamMessage): void {
    if (message.type !== "snapshot" || this.#isOver) return
    for (const step of message.steps) this.#stretch.add(step)
    const snapshot = mergeSnapshot(this.#snapshot, message)
    this.#snapshot = snapshot
    const { groups } = this.#parts.cast
    const reading = readFigures({ snapshot, stretch: this.#stretch.figures(), groups })
    this.#take({ type: "facts", reading, nowMs: this.#parts.clock() })
  }

  #take(event: SceneEvent): void {
    if (this.#isOver) return
    const before = this.#state.get()
    const after = advance(before, event, this.#parts.pace())
    this.#state.set(after)
    const isNew = after.phase !== before.phase || after.at !== before.at
    if (!isNew) return
    // What is measured in a step begins with it.
    if (after.phase === "telling") this.#stretch = new TrialSum()
    if (after.phase === "acting") this.#perform(stepOf(after)?.do ?? [])
  }

  #perform(actions: Scene["setup"]): void {
    this.#acting = this.#performEach(actions).then(
      () => this.#take({ type: "done", nowMs: this.#parts.clock() }),
      (error: unknown) => this.#take({ type: "failed", why: reasonOf(error) }),
    )
  }

  async #performEach(actions: Scene["setup"]): Promise<void> {
    for (const action of actions) if (!this.#isOver) await this.#parts.cast.perform(action)
  }
}
