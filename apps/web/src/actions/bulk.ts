import { ValueStore } from "@zmqscope/model"
import type { PeerKind } from "../api/index.js"

const AT_ONCE = 6

export interface BulkOutcome {
  /** Names for which there was something to do, and it was done. */
  readonly done: number
  readonly failure: Error | null
  readonly failed: number
}

/**
 * Does `act` for every name, a few at a time, and tells after each how many are through.
 * @param act resolves with whether there was anything to do
 */
export async function runBulk(
  names: readonly string[],
  act: (name: string) => Promise<boolean>,
  onProgress: (through: number) => void,
): Promise<BulkOutcome> {
  const queue = [...names]
  let done = 0
  let through = 0
  let failed = 0
  let failure: Error | null = null
  const work = async () => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      try {
        if (await act(name)) done += 1
      } catch (error) {
        failed += 1
        failure ??= error instanceof Error ? error : new Error(String(error))
      }
      through += 1
      onProgress(through)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return { done, failure, failed }
}

export interface Progress {
  readonly kind: PeerKind
  readonly label: string
  readonly through: number
  readonly total: number
}

/** Bulk actions under way. There may be several at once. */
export class ProgressStore {
  readonly #runs = new ValueStore<ReadonlyMap<object, Progress>>(new Map())

  readonly subscribe = this.#runs.subscribe

  /** The one over peers of a kind that began last; null without any. */
  get(kind: PeerKind): Progress | null {
    return [...this.#runs.get().values()].findLast((run) => run.kind === kind) ?? null
  }

  /** Shows a bulk action until whoever began it ends it. */
  begin(kind: PeerKind, label: string, total: number) {
    const owner = {}
    const show = (through: number) =>
      this.#runs.set(new Map(this.#runs.get()).set(owner, { kind, label, through, total }))
    show(0)
    const end = () => this.#runs.set(new Map([...this.#runs.get()].filter(([of]) => of !== owner)))
    return { show, end }
  }
}
