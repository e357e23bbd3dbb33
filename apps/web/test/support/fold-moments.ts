import { EnvelopeBook, Fold, History } from "@zmqscope/metrics"
import type { EnvelopeRecord } from "@zmqscope/protocol"
import { EPOCH_US, WORKERS } from "./flow-page.js"

/**
 * What the fold of everything up to a moment counts, in the probe's words. It folds on from the moment
 * that it was asked of before: they have to come in order.
 */
export class FoldMoments {
  readonly #records: readonly EnvelopeRecord[]
  readonly #fold = foldOfNothing()
  #applied = 0
  #returning = 0

  constructor(records: readonly EnvelopeRecord[]) {
    this.#records = records
  }

  at(atUs: number) {
    for (let next = this.#next(atUs); next !== undefined; next = this.#next(atUs)) this.#apply(next)
    const { totals, unseen, workers } = this.#fold
    const busy = [...workers.values()].filter(({ outstanding }) => outstanding > 0)
    return {
      waiting: totals.waiting,
      unseen,
      returning: this.#returning,
      workers: Object.fromEntries(busy.map((one) => [one.identity.name, one.outstanding])),
    }
  }

  #next(untilUs: number): EnvelopeRecord | undefined {
    const record = this.#records[this.#applied]
    return record !== undefined && record.at <= untilUs ? record : undefined
  }

  #apply(record: EnvelopeRecord): void {
    this.#fold.apply(record)
    this.#applied += 1
    if (record.kind === "replied") this.#returning += 1
    if (record.kind === "returned" || record.kind === "undeliverable") this.#returning -= 1
  }
}

function foldOfNothing(): Fold {
  const fold = new Fold({
    epochUnixUs: EPOCH_US,
    history: new History(),
    book: new EnvelopeBook(10),
  })
  for (const worker of WORKERS) fold.worker({ event: "joined", at: 0, worker })
  return fold
}
