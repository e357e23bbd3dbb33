import { useEffect } from "react"
import { useApp } from "../../hooks/index.js"
import { stepOf } from "../../model/index.js"
import { useScene } from "./use-scene.js"

/** Arrow keys, Space, digits and Escape, while a scene is played. */
export function useSceneCommands(): void {
  const { scene, theatre, commands } = useApp()
  const state = useScene()
  const isAsking = state?.phase === "asking" && state.back === null
  const choices = isAsking ? (stepOf(state)?.ask?.choices.length ?? 0) : 0
  useEffect(() => {
    if (scene === null) return undefined
    const choose = (choice: number) => (choice < choices ? () => scene.answer(choice) : undefined)
    const answers = Object.fromEntries(
      ([1, 2, 3, 4] as const).flatMap((key) => {
        const task = choose(key - 1)
        return task === undefined ? [] : [[`scene-answer-${key}`, task]]
      }),
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
