import { type Reading, type SceneState, stepOf } from "@zmqscope/model"
import type { Scene } from "@zmqscope/protocol"
import { useMemo, useState } from "react"
import { useApp, useCommands, useFigures, usePolled, useStore } from "../../hooks/index.js"
import { Polled } from "../../polled.js"

/** The scene that is played on this page, as it stands; null: none is. */
export function useScene(): SceneState | null {
  return useStore(useApp().scene)
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

/** The scenes that there are; null before they are known. */
export function useScenes(): readonly Scene[] | null {
  const { theatre } = useApp()
  const polled = useMemo(() => new Polled({ load: theatre.scenes, everyMs: () => null }), [theatre])
  return usePolled(polled).value
}

/** The scene after one; undefined after the last. */
export function useNextScene(name: string): Scene | undefined {
  const scenes = useScenes() ?? []
  return scenes[scenes.findIndex((scene) => scene.name === name) + 1]
}

/** Arrow keys, Space, digits and Escape, while a scene is played. */
export function useSceneCommands(): void {
  const { scene, theatre } = useApp()
  const state = useScene()
  const isAsking = state?.phase === "asking" && state.back === null
  const choices = isAsking ? (stepOf(state)?.ask?.choices ?? []) : []
  const answers = choices.map((_, at) => [`scene-answer-${at + 1}`, () => scene?.answer(at)])
  useCommands({
    "scene-next": () => scene?.next(),
    "scene-previous": () => scene?.previous(),
    "scene-play": () => scene?.playOrPause(),
    "scene-leave": () => theatre.leave(),
    ...Object.fromEntries(answers),
  })
}
