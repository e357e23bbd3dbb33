import { ChevronLeft, ChevronRight, Pause, Play } from "lucide-react"
import { useApp } from "../../hooks/index.js"
import type { SceneState } from "../../model/index.js"
import { Button, IconButton, Keys } from "../../ui/index.js"

/** By button what the arrow keys, Space and Escape do. */
export function SceneControls({ state }: { readonly state: SceneState }) {
  const { scene, theatre } = useApp()
  const { isPlaying, phase, at, back } = state
  if (scene === null) return null
  const isOver = phase === "result" && back === null
  return (
    <div className="flex items-center gap-1.5">
      <IconButton
        icon={ChevronLeft}
        label="Back"
        title="Back (←)"
        unavailable={(back ?? at) === 0}
        onClick={() => scene.previous()}
      />
      <Button
        look="plain"
        aria-label={isPlaying ? "Pause the scene" : "Play the scene"}
        title={isPlaying ? "Pause (Space)" : "Play (Space)"}
        unavailable={isOver}
        onClick={() => scene.playOrPause()}
      >
        {isPlaying ? (
          <Pause className="size-4" aria-hidden />
        ) : (
          <Play className="size-4" aria-hidden />
        )}
      </Button>
      <IconButton
        icon={ChevronRight}
        label="Go on"
        title="Go on (→)"
        unavailable={isOver}
        onClick={() => scene.next()}
      />
      <Button look="small" onClick={() => theatre.leave()}>
        Leave <Keys keys={["Esc"]} />
      </Button>
    </div>
  )
}
