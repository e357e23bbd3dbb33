import type { Race } from "@zmqscope/protocol"

/** A lane's seconds stay the same array while they are: charts draw again only when they change. */
export function keepSeconds(before: Race | null, race: Race): Race {
  const lanes = race.lanes.map((lane, at) => {
    const known = before?.lanes[at]?.seconds
    const isSame = known !== undefined && JSON.stringify(known) === JSON.stringify(lane.seconds)
    return isSame ? { ...lane, seconds: known } : lane
  })
  return { ...race, lanes }
}
