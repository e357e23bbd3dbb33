import { type Reading, type SceneState, stepOf } from "@zmqscope/model"
import type { Scene } from "@zmqscope/protocol"
import { useMemo } from "react"
import {
  useApp,
  useCommands,
  useFigures,
  usePolled,
  useSlowed,
  useStore,
} from "../../hooks/index.js"
import { Polled } from "../../polled.js"

/** The scene that is played on this page, as it stands; null: none is. */
export function useScene(): SceneState | null {
  return useStore(useApp().scene)
}

/** The figures of what is told. */
export function useReading({ at, back, phase, told, reading }: SceneState): Reading {
  const nowMs = useFigures((view) => view.snapshot?.atMs ?? 0)
  const shown = back === null ? reading : (told[back] ?? reading)
  return useSlowed(`${at} ${back} ${phase}`, nowMs, () => shown)
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
