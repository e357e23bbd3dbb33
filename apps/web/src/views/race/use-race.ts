import { useEffect, useMemo } from "react"
import { useApp, useStore, useUrl } from "../../hooks/index.js"
import { isOver, RaceDesk, RaceList } from "../../races/index.js"
import { browserClock } from "../../stream/index.js"

/** The race that the URL names, or the one that goes on, and those that the server keeps. */
export function useRace() {
  const { server, url } = useApp()
  const { race: number } = useUrl()
  const desk = useMemo(
    () => new RaceDesk({ load: (of) => server.race(of), after: browserClock.after }),
    [server],
  )
  const list = useMemo(() => new RaceList(() => server.races()), [server])
  const view = useStore(desk)
  const all = useStore(list)
  useEffect(() => (number === null ? undefined : desk.follow(number)), [desk, number])
  const stand = view.state === "ready" && isOver(view.race) ? "over" : "goes on"
  useEffect(() => list.refreshAt(`race ${number} ${stand}`), [list, number, stand])
  const going = number === null ? all.races.find((race) => !isOver(race)) : undefined
  const goingNumber = going?.number
  useEffect(() => {
    if (goingNumber !== undefined) url.set({ race: goingNumber })
  }, [url, goingNumber])
  return { number, view, list, all, lookNow: desk.lookNow }
}
