import type { RecordBatch } from "@zmqscope/protocol"
import { Broadcast } from "./broadcast.js"
import type { Audience } from "./run-model.js"
import { greeting, makeHello, type ScopeView } from "./scope-messages.js"
import type { List } from "./shown-lists.js"
import { Snapshots } from "./snapshots.js"
import { messageFrame, type ToldMessage } from "./stream-frame.js"
import type { Viewer } from "./viewer.js"

const TICK_MS = 100
/** Ticks from telling of trials to the next time. */
const TRIALS_EVERY = 10

/** Tells a scope's viewers what happens, as it happens, and ten times a second how it stands. */
export class Publisher implements Audience {
  readonly #view: () => ScopeView
  readonly #broadcast = new Broadcast()
  readonly #timer: NodeJS.Timeout
  readonly #snapshots = new Snapshots()
  #ticks = 0
  /** Steps of the history that viewers have been told of. */
  #toldSteps = 0

  /** @param view what is told of, when it is told */
  constructor(view: () => ScopeView) {
    this.#view = view
    this.#timer = setInterval(() => this.#tick(), TICK_MS)
  }

  get viewers(): number {
    return this.#broadcast.viewers
  }

  join(viewer: Viewer): void {
    this.#broadcast.join(viewer, () => greeting(this.#view()))
  }

  leave(viewer: Viewer): void {
    this.#broadcast.leave(viewer)
  }

  runChanged(): void {
    this.message(makeHello(this.#view()))
  }

  message(message: ToldMessage): void {
    this.#broadcast.send(messageFrame(message))
  }

  records(batch: RecordBatch, encoded: Uint8Array): void {
    this.#broadcast.records(batch, encoded)
  }

  /** Says goodbye to every viewer, with a code of RFC 6455. */
  close(code: number, reason: string): void {
    clearInterval(this.#timer)
    this.#broadcast.close(code, reason)
  }

  #tick(): void {
    const view = this.#view()
    view.runs.tick()
    this.#ticks += 1
    const { history } = view.runs
    if (this.viewers > 0) {
      const steps = history.closedSince(this.#toldSteps)
      const lacks = (list: List) => this.#broadcast.lacks(list)
      this.#broadcast.send(this.#snapshots.next(view, steps, lacks))
      if (this.#ticks % TRIALS_EVERY === 0) {
        this.message({ type: "trials", trials: view.runs.trials.latest() })
      }
    }
    this.#toldSteps = history.closed
  }
}
