import { useState } from "react"

/** How often figures change, milliseconds: so digits can be read, and bars do not flicker. */
const INTERVAL_MS = 500

/** What is read, changing no faster than somebody can read it, or with another `key`. */
export function useSlowed<T>(key: string, nowMs: number, read: () => T): T {
  const turn = `${key} ${Math.floor(nowMs / INTERVAL_MS)}`
  const [shown, setShown] = useState<{ readonly turn: string; readonly value: T }>()
  if (shown?.turn === turn) return shown.value
  const value = read()
  setShown({ turn, value })
  return value
}
