import { isAlike } from "@zmqscope/model"
import type { LaneOrder, RaceOrder, ServiceTime, WorkerBehaviour } from "@zmqscope/protocol"
import { DEALINGS, MAX_LANES } from "@zmqscope/protocol"

/** What a race's workers are, as somebody sets them: alike, but for one that may be slow. */
export interface WorkersDraft {
  readonly count: number
  readonly serviceTime: ServiceTime
  /** What the slow one takes, milliseconds; null: all are alike. */
  readonly slowMs: number | null
}

/** The slow one comes first, so that its place is known whatever their number. */
export function workersOf({ count, serviceTime, slowMs }: WorkersDraft): WorkerBehaviour[] {
  const usual = behaviour(serviceTime)
  if (slowMs === null) return Array.from({ length: count }, () => usual)
  const slow = behaviour({ distribution: "fixed", ms: slowMs })
  return [slow, ...Array.from({ length: count - 1 }, () => usual)]
}

/** Each request takes as long on every lane: its time is drawn by its text. */
function behaviour(serviceTime: ServiceTime): WorkerBehaviour {
  return { serviceTime, failure: { mode: "none" }, drawnBy: "request" }
}

export function draftOf(workers: RaceOrder["workers"]): WorkersDraft {
  const [first, second] = workers
  const serviceTime = (second ?? first)?.serviceTime ?? { distribution: "fixed", ms: 5 }
  const isSlow =
    first?.serviceTime.distribution === "fixed" && !isAlike(first.serviceTime, serviceTime)
  const slowMs = isSlow && first.serviceTime.distribution === "fixed" ? first.serviceTime.ms : null
  return { count: workers.length, serviceTime, slowMs }
}

/** A lane more, of a way of dealing that has none yet; the same lanes where there is no room. */
export function withLane(lanes: readonly LaneOrder[]): LaneOrder[] {
  const dealing = DEALINGS.find((one) => lanes.every((lane) => lane.dealing !== one))
  if (lanes.length >= MAX_LANES || dealing === undefined) return [...lanes]
  return [...lanes, { dealing, prefetch: 1 }]
}
