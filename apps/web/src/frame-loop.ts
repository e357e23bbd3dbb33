/** What the loop needs of the browser: a frame, or while the page is hidden a slow timer. */
export interface FrameHost {
  /** Calls `task` once with a monotonic time in milliseconds; the returned function calls it off. */
  requestFrame(task: (nowMs: number) => void): () => void
}

/** Hidden pages get no frames; what arrives must be taken in all the same. */
const HIDDEN_FRAME_MS = 1000

/** The one user of requestAnimationFrame. A page that is hidden, even while it waits, gets a timer. */
export const browserFrames: FrameHost = {
  requestFrame(task) {
    const cancel = () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
    const run = (nowMs: number) => {
      cancel()
      task(nowMs)
    }
    const frame = requestAnimationFrame(run)
    const timer = setTimeout(() => run(performance.now()), HIDDEN_FRAME_MS)
    return cancel
  },
}

export type FrameTask = (nowMs: number) => void

/**
 * Runs every task once a frame, in the order of their phases: what arrived is taken in, then React
 * is told, then canvases are drawn. So everything on the page shows the same moment.
 */
export class FrameLoop {
  readonly #host: FrameHost
  readonly #tasks = {
    drain: new Set<FrameTask>(),
    notify: new Set<FrameTask>(),
    draw: new Set<FrameTask>(),
  }
  #cancel: (() => void) | undefined

  constructor(host: FrameHost) {
    this.#host = host
  }

  /** Adds a task; the returned function takes it out. */
  add(phase: "drain" | "notify" | "draw", task: FrameTask): () => void {
    this.#tasks[phase].add(task)
    return () => this.#tasks[phase].delete(task)
  }

  start(): void {
    if (this.#cancel === undefined) this.#next()
  }

  stop(): void {
    this.#cancel?.()
    this.#cancel = undefined
  }

  #next(): void {
    this.#cancel = this.#host.requestFrame((nowMs) => {
      this.#next()
      for (const tasks of [this.#tasks.drain, this.#tasks.notify, this.#tasks.draw]) {
        for (const task of tasks) task(nowMs)
      }
    })
  }
}
