import { type ChartPoint, plainPoint } from "@zmqscope/model"
import type { Lane, LaneSecond, Race } from "@zmqscope/protocol"

const SECOND_MS = 1000

/** What charts draw of a lane's second. */
export type SecondFigure = "returned" | "p99Us" | "depth" | "idleWhileQueuedUs"

/** A lane's seconds that are over: one that goes on would look like a drop. */
export function wholeSeconds({ seconds }: Lane, race: Pick<Race, "phase">): readonly LaneSecond[] {
  const isWhole = race.phase === "done" || race.phase === "clearing"
  return isWhole ? seconds : seconds.slice(0, -1)
}

/** All lanes' seconds on one axis of time, whose 0 is where the round began to be measured. */
export class LanePoints {
  readonly points: readonly ChartPoint[]
  readonly #lanes: readonly ReadonlyMap<number, LaneSecond>[]

  constructor(lanes: readonly (readonly LaneSecond[])[]) {
    this.#lanes = lanes.map((all) => new Map(all.map((one) => [endOf(one), one])))
    const ends = new Set(this.#lanes.flatMap((lane) => [...lane.keys()]))
    this.points = [...ends]
      .toSorted((one, other) => one - other)
      .map((t) => plainPoint(t, SECOND_MS))
  }

  /** Null where a lane has nothing, and where its percentile is not known. */
  read(lane: number, figure: SecondFigure, point: ChartPoint): number | null {
    return this.#lanes[lane]?.get(point.t)?.[figure] ?? null
  }
}

function endOf({ second }: LaneSecond): number {
  return (second + 1) * SECOND_MS
}
