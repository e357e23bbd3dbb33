import type { HeldRequest, WorkerAccount } from "../accounts.js"
import type { Chronicle } from "../chronicle.js"
import type { Custody } from "../custody.js"

/** A reply that was seen on a leg reaches its DEALER through a unix socket; past this it was cut off. */
const REPLY_GRACE_US = 5_000_000

/** Settles what workers that have left took along, and what lay in their pipes, where libzmq deals. */
export class Departures {
  readonly #chronicle: Chronicle<HeldRequest>
  readonly #custody: Custody
  readonly #now: () => number
  readonly #leftAt = new Map<WorkerAccount, number>()

  constructor(chronicle: Chronicle<HeldRequest>, custody: Custody, now: () => number) {
    this.#chronicle = chronicle
    this.#custody = custody
    this.#now = now
  }

  /** What it has not replied to goes with it. Its replies may still be on their way through the DEALER. */
  left(worker: WorkerAccount): void {
    this.#custody.release(this.#of(worker).filter(({ state }) => state !== "replied"))
    this.#leftAt.set(worker, this.#now())
  }

  /**
   * Ends what nothing else will end.
   * @param horizon what was handed up to it and never seen was in the pipe of a connection that has gone
   */
  sweep(horizon: number): void {
    if (this.#chronicle.unseen > 0) {
      this.#custody.release(
        this.#chronicle.select(
          ({ state, handedSequence }) => state === "unseen" && handedSequence <= horizon,
        ),
      )
    }
    for (const [worker, leftAt] of this.#leftAt) {
      const isWaited = this.#now() - leftAt < REPLY_GRACE_US
      const left = this.#of(worker)
      if (isWaited && left.length > 0) continue
      this.#custody.release(left)
      this.#leftAt.delete(worker)
    }
  }

  /** Waits for no more replies: nothing comes out of the DEALER any more. */
  releaseAll(): void {
    for (const worker of this.#leftAt.keys()) this.#custody.release(this.#of(worker))
    this.#leftAt.clear()
  }

  #of(worker: WorkerAccount): HeldRequest[] {
    return this.#chronicle.select((request) => request.worker === worker)
  }
}
