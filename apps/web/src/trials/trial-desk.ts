import { ValueStore } from "@zmqscope/model"
import type { StreamMessage, Trial } from "@zmqscope/protocol"

/** The trials as the server has them: all of them once, and then as the stream tells of the latest. */
export class TrialDesk {
  readonly #load: () => Promise<readonly Trial[]>
  readonly #trials = new ValueStore<readonly Trial[]>([])
  readonly get = this.#trials.get
  readonly subscribe = this.#trials.subscribe

  /** @param load fetches GET /api/trials */
  constructor(load: () => Promise<readonly Trial[]>) {
    this.#load = load
  }

  accept(message: StreamMessage): void {
    // While the broker is down nothing is measured, and the server may be about to go with it.
    if (message.type === "hello" && message.run !== null) this.#refresh()
    else if (message.type === "trials") this.#take(message.trials)
  }

  #take(latest: readonly Trial[]): void {
    const first = latest[0]
    if (first === undefined) return
    const before = this.get().filter(({ number }) => number < first.number)
    this.#trials.set([...before, ...latest])
    // Some went by unseen, as may be after a gap.
    if (first.number > (before.at(-1)?.number ?? 0) + 1) this.#refresh()
  }

  #refresh(): void {
    // Without an answer what is known stays; the page says elsewhere that the server is away.
    this.#load().then(this.#trials.set, () => {})
  }
}
