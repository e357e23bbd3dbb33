import { NO_WORKER } from "@zmqscope/protocol"
import { LOSS_SHOWN_MS } from "./journey.js"
import { CROSSES_A_GROUP, type LossBook } from "./journeys.js"

/** Losses with one worker that follow each other so closely are one group. */
const GROUP_MS = 3000
const MAX_GROUPS = 8

export interface LossGroup {
  readonly id: number
  /** The worker's index; NO_WORKER when it was at none that was seen. */
  readonly worker: number
  readonly count: number
  /** Of the flow's clock, milliseconds. */
  readonly lastMs: number
}

/** What was lost lately, by cause. Counts are whole, whatever a dot stands for. */
export class LossBoard implements LossBook {
  /** The latest first. */
  #groups: LossGroup[] = []
  #nextId = 0

  lose(worker: number, clockMs: number): number {
    const at = this.#groups.findIndex(
      (group) => group.worker === worker && clockMs - group.lastMs < GROUP_MS,
    )
    const old = this.#groups[at]
    const id = old?.id ?? this.#nextId++ % MAX_GROUPS
    const count = (old?.count ?? 0) + 1
    const group = { id, worker, count, lastMs: clockMs }
    if (old === undefined) this.#groups = [group, ...this.#groups].slice(0, MAX_GROUPS)
    else this.#groups[at] = group
    return count <= CROSSES_A_GROUP ? id * CROSSES_A_GROUP + count - 1 : -1
  }

  /** Those that are still shown, the latest first. */
  groups(clockMs: number): readonly LossGroup[] {
    if (this.#groups.some((group) => clockMs - group.lastMs > LOSS_SHOWN_MS)) {
      this.#groups = this.#groups.filter((group) => clockMs - group.lastMs <= LOSS_SHOWN_MS)
    }
    return this.#groups
  }

  clear(): void {
    this.#groups = []
  }
}

/** Which group's a berth is, and which of its crosses. */
export function berthGroup(berth: number): number {
  return Math.floor(berth / CROSSES_A_GROUP)
}

export function berthIndex(berth: number): number {
  return berth % CROSSES_A_GROUP
}

/** `3 lost with worker-5, 12 s ago`. */
export function describeLoss(
  group: LossGroup,
  clockMs: number,
  nameOf: (worker: number) => string,
): string {
  const seconds = Math.round((clockMs - group.lastMs) / 1000)
  const where = group.worker === NO_WORKER ? "inside the DEALER" : `with ${nameOf(group.worker)}`
  return `${group.count.toLocaleString("en")} lost ${where}, ${seconds < 1 ? "now" : `${seconds} s ago`}`
}
