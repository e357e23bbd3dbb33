import type { HeldRequest, WorkerAccount } from "../accounts.js"
import type { Chronicle } from "../chronicle.js"
import type { Custody } from "../custody.js"

/** Settles what workers that have left took along, and what lay in their pipes, where libzmq deals. */
export class Departures {
  readonly #chronicle: Chronicle<HeldRequest>
  readonly #custody: Custody

  constructor(chronicle: Chronicle<HeldRequest>, custody: Custody) {
    this.#chronicle = chronicle
    this.#custody = custody
  }

  /** What it has not replied to goes with it. */
  left(worker: WorkerAccount): void {
    this.#custody.release(
      this.#chronicle.select((one) => one.worker === worker && one.state === "at-worker"),
    )
  }

  /**
   * Ends what nothing else will end.
   * @param horizon what was handed up to it and never seen was in the pipe of a connection that has gone
   */
  sweep(horizon: number): void {
    if (this.#chronicle.unseen === 0) return
    this.#custody.release(
      this.#chronicle.select(
        ({ state, handedSequence }) => state === "unseen" && handedSequence <= horizon,
      ),
    )
  }
}
