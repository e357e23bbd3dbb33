import type { Scene } from "@zmqscope/protocol"
import { useEffect, useSyncExternalStore } from "react"
import { useApp } from "../../hooks/index.js"

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
