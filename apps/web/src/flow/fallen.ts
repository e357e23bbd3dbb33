import { formatCount } from "@zmqscope/metrics"
import { PLACE_WORDS } from "@zmqscope/model"
import type { Spot } from "./layout.js"

/** How a live envelope can end but by its reply, and how it can be put back. */
export type Fall = "lost" | "undeliverable" | "expired" | "shed" | "rejected" | "requeued"

/** What fell for one cause, so close together that it is one thing that happened. */
export interface FallenGroup {
  readonly id: number
  readonly fall: Fall
  /** The worker's index; -1 when no worker has to do with it. */
  readonly worker: number
  readonly count: number
  /** Where they stood, as many as can be shown. */
  readonly spots: readonly Spot[]
  /** Of the flow's clock, milliseconds. */
  readonly lastMs: number
}

const TOGETHER_MS = 3000
export const FALLEN_SHOWN_MS = 8000
const MAX_GROUPS = 6
const MAX_SPOTS = 60

/** What fell lately, where it stood and why. */
export class FallenBoard {
  #groups: readonly FallenGroup[] = []
  #nextId = 0

  /** `spotOf` tells where the n-th of a group stood. */
  add(fall: Fall, worker: number, atMs: number, spotOf: (index: number) => Spot | null): void {
    const old = this.#groups.find(
      (group) =>
        group.fall === fall && group.worker === worker && atMs - group.lastMs < TOGETHER_MS,
    )
    const before = old ?? { id: this.#nextId++, fall, worker, count: 0, spots: [], lastMs: atMs }
    const spot = before.count < MAX_SPOTS ? spotOf(before.count) : null
    const group: FallenGroup = {
      ...before,
      count: before.count + 1,
      spots: spot === null ? before.spots : [...before.spots, spot],
      lastMs: atMs,
    }
    this.#groups = [group, ...this.#groups.filter((other) => other !== old)].slice(0, MAX_GROUPS)
  }

  groups(nowMs: number): readonly FallenGroup[] {
    if (this.#groups.some(({ lastMs }) => nowMs - lastMs > FALLEN_SHOWN_MS)) {
      this.#groups = this.#groups.filter(({ lastMs }) => nowMs - lastMs <= FALLEN_SHOWN_MS)
    }
    return this.#groups
  }

  clear(): void {
    this.#groups = []
  }
}

/** `3 lost with worker-5`. */
export function describeFallen(
  { fall, worker, count }: FallenGroup,
  nameOf: (worker: number) => string,
): string {
  const many = formatCount(count)
  switch (fall) {
    case "lost":
      return `${many} lost ${worker < 0 ? PLACE_WORDS.unseen : `with ${nameOf(worker)}`}`
    case "requeued":
      return `${many} put back to waiting: ${worker < 0 ? "their worker" : nameOf(worker)} has gone`
    case "expired":
      return `${many} expired: their clients went before the dealing`
    case "shed":
      return `${many} shed: they had waited for too long under overload`
    case "undeliverable":
      return `${many} undeliverable: their clients have gone`
    case "rejected":
      return `${many} rejected: no request that can be dealt`
  }
}
