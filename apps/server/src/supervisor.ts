import type { ChildProcess } from "node:child_process"
import { reasonOf } from "@zmqscope/protocol"
import type { FastifyBaseLogger } from "fastify"
import { BackOff } from "./back-off.js"

/** `starting` until the child has said that it works; `restarting` while the back-off lasts. */
export type ChildState = "starting" | "up" | "restarting" | "stopped"

export interface ChildStatus {
  readonly state: ChildState
  readonly pid: number | null
  readonly restarts: number
  /** How it ended the last time, or why it was killed; null when it never did. */
  readonly lastExit: string | null
}

/** What supervision needs of a child process. */
export interface SupervisedProcess extends Pick<ChildProcess, "pid" | "kill"> {
  once(event: "close", listener: (code: number | null, signal: string | null) => void): unknown
  on(event: "error", listener: (error: Error) => void): unknown
}

export interface SupervisorOptions<P extends SupervisedProcess> {
  readonly name: string
  readonly fork: () => P
  /** A child runs, the first or a later one: listen to it. */
  readonly started: (child: P) => void
  /** The child has ended and all it wrote has been read. */
  readonly ended: (how: string) => void
  readonly log: Pick<FastifyBaseLogger, "warn" | "info">
  readonly nowMs?: () => number
}

/** Keeps one child process running: starts it again, later and later, whenever it ends. */
export class Supervisor<P extends SupervisedProcess> {
  readonly #options: SupervisorOptions<P>
  readonly #backOff: BackOff
  #child: P | undefined
  #state: ChildState = "stopped"
  #restarts = 0
  #lastExit: string | null = null
  /** Why it is being killed, which the signal would not tell. */
  #whyKilled: string | undefined
  #timer: NodeJS.Timeout | undefined
  #gone: (() => void) | undefined

  constructor(options: SupervisorOptions<P>) {
    this.#options = options
    this.#backOff = new BackOff(options.nowMs ?? (() => performance.now()))
  }

  get child(): P | undefined {
    return this.#child
  }

  get status(): ChildStatus {
    const pid = this.#child?.pid ?? null
    return { state: this.#state, pid, restarts: this.#restarts, lastExit: this.#lastExit }
  }

  start(): void {
    this.#backOff.started()
    this.#state = "starting"
    let child: P
    try {
      child = this.#options.fork()
    } catch (error) {
      this.#ended(reasonOf(error))
      return
    }
    this.#child = child
    let isOver = false
    const end = (how: string): void => {
      if (isOver) return
      isOver = true
      this.#ended(how)
    }
    // `close` comes after `exit`, once everything that the child wrote has been read.
    child.once("close", (code, signal) => end(signal ?? `exit status ${code}`))
    // There can be more than one of these, and one that nobody hears is thrown.
    child.on("error", (error) => end(error.message))
    // Without a process there is no pipe and no channel to listen to; an `error` is on its way.
    if (child.pid !== undefined) this.#options.started(child)
  }

  /** The child says that it works. */
  markUp(): void {
    if (this.#state === "starting") this.#state = "up"
  }

  /** Ends a child that is no good, if it still runs, so that another is started; `why` is how it ended. */
  kill(child: SupervisedProcess | undefined, why: string): void {
    if (child === undefined || child !== this.#child) return
    this.#whyKilled = why
    child.kill("SIGKILL")
  }

  /**
   * Ends the child for good: `ask` asks it to finish, and resolves when it has; past the deadline
   * it is killed. Resolves when it is gone.
   */
  async stop(ask: () => Promise<unknown>, deadlineMs: number): Promise<void> {
    clearTimeout(this.#timer)
    const child = this.#child
    this.#state = "stopped"
    if (child === undefined) return
    const gone = new Promise<void>((resolve) => {
      this.#gone = resolve
    })
    const deadline = setTimeout(() => child.kill("SIGKILL"), deadlineMs)
    // A child that is going down already cannot answer; its end is what is waited for.
    await Promise.race([ask().catch(() => {}), gone])
    // Nothing is left of it but its process. Closing its channel from here would end it too, but
    // Node then never emits `close`.
    if (this.#child !== undefined) child.kill("SIGTERM")
    await gone
    clearTimeout(deadline)
  }

  #ended(exit: string): void {
    const how = this.#whyKilled ?? exit
    this.#whyKilled = undefined
    this.#child = undefined
    this.#lastExit = how
    this.#options.ended(how)
    this.#gone?.()
    if (this.#state === "stopped") return
    const delayMs = this.#backOff.delayMs()
    this.#state = "restarting"
    this.#options.log.warn(`the ${this.#options.name} ended (${how}); it restarts in ${delayMs} ms`)
    this.#timer = setTimeout(() => {
      this.#restarts += 1
      this.start()
    }, delayMs)
  }
}
