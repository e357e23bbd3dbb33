import { useEffect, useState } from "react"
import { Turns } from "./turns.js"

const turns = new Turns((delayMs, task) => setTimeout(task, delayMs))

/** The latest value that is not the same as the one before, in a frame of its own. */
export function useTurn<T>(latest: T, isSame: (one: T, other: T) => boolean): T {
  const [owner] = useState(() => ({}))
  const [shown, setShown] = useState(latest)
  const isStale = !isSame(shown, latest)
  useEffect(() => {
    if (isStale) turns.ask(owner, () => setShown(latest))
  })
  useEffect(() => () => turns.leave(owner), [owner])
  return shown
}
