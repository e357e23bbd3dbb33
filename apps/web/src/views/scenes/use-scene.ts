import { useState, useSyncExternalStore } from "react"
import { useApp, useFigures } from "../../hooks/index.js"
import type { Reading, SceneState } from "../../model/index.js"

const NEVER = () => () => {}
const NOTHING = () => null

/** The scene that is played on this page, as it stands; null: none is. */
export function useScene(): SceneState | null {
  const { scene } = useApp()
  return useSyncExternalStore(scene?.subscribe ?? NEVER, scene?.get ?? NOTHING)
}

/** How often figures in words change, milliseconds: so they can be read. */
const INTERVAL_MS = 500

class Slowed {
  #key = ""
  #atMs = Number.NEGATIVE_INFINITY
  #reading: Reading = new Map()

  at(key: string, nowMs: number, reading: Reading): Reading {
    if (key !== this.#key || nowMs - this.#atMs >= INTERVAL_MS) {
      this.#key = key
      this.#atMs = nowMs
      this.#reading = reading
    }
    return this.#reading
  }
}

/** The figures of what is told, changing no faster than they can be read. */
export function useReading({ at, back, phase, told, reading }: SceneState): Reading {
  const [slowed] = useState(() => new Slowed())
  const nowMs = useFigures((view) => view.snapshot?.atMs ?? 0)
  const shown = back === null ? reading : (told[back] ?? reading)
  return slowed.at(`${at} ${back} ${phase}`, nowMs, shown)
}
