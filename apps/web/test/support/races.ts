import { DEFAULT_RACE, type Lane, type LaneNow, type Race } from "@zmqscope/protocol"

export function laneNow(waiting: number, outstanding: readonly number[]): LaneNow {
  const workers = outstanding.map((count, at) => ({
    place: at + 1,
    name: `worker-${at + 1}`,
    outstanding: count,
  }))
  return { waiting, unseen: 0, workers, received: 0, returned: 0, lost: 0 }
}

export function testRace(parts: Partial<Race> = {}): Race {
  const lanes = DEFAULT_RACE.lanes.map(
    (order, at): Lane => ({
      ...order,
      letter: "ab"[at] ?? "",
      broker: null,
      now: null,
      seconds: [],
      rounds: [],
    }),
  )
  return {
    number: 1,
    order: DEFAULT_RACE,
    phase: "measuring",
    why: "",
    round: 1,
    elapsedMs: 0,
    progress: 0,
    lanes,
    done: [],
    verdicts: [],
    ...parts,
  }
}
