import { type Reading, type SceneState, stepOf } from "@zmqscope/model"
import type { Scene } from "@zmqscope/protocol"
import { useEffect, useState, useSyncExternalStore } from "react"
import { useApp, useFigures } from "../../hooks/index.js"

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

/** The scenes that there are, asked for once; null before they are known. */
export function useScenes(): readonly Scene[] | null {
  const { theatre } = useApp()
  const scenes = useSyncExternalStore(theatre.subscribeScenes, theatre.scenes)
  useEffect(() => {
    // Who asks for one in vain is told why by then.
    if (scenes === null) theatre.loadScenes().catch(() => {})
  }, [scenes, theatre])
  return scenes
}

/** The scene after one; undefined after the last. */
export function useNextScene(name: string): Scene | undefined {
  const scenes = useScenes() ?? []
  return scenes[scenes.findIndex((scene) => scene.name === name) + 1]
}

/** Arrow keys, Space, digits and Escape, while a scene is played. */
export function useSceneCommands(): void {
  const { scene, theatre, commands } = useApp()
  const state = useScene()
  const isAsking = state?.phase === "asking" && state.back === null
  const choices = isAsking ? (stepOf(state)?.ask?.choices.length ?? 0) : 0
  useEffect(() => {
    if (scene === null) return undefined
    const answers = Object.fromEntries(
      Array.from({ length: choices }, (_, at) => [
        `scene-answer-${at + 1}`,
        () => scene.answer(at),
      ]),
    )
    return commands.onAll({
      "scene-next": () => scene.next(),
      "scene-previous": () => scene.previous(),
      "scene-play": () => scene.playOrPause(),
      "scene-leave": () => theatre.leave(),
      ...answers,
    })
  }, [scene, theatre, commands, choices])
}
