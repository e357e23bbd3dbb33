import { useEffect, useRef } from "react"
import { useApp, useUrl } from "../../hooks/index.js"
import { boxOf, bringIntoSight, chartAt } from "./places.js"
import { useScene } from "./use-scene.js"

/** How often it looks where that is now, milliseconds: lists grow, and windows. */
const LOOK_EVERY_MS = 200
/** Around what is pointed at, pixels. */
const ROOM_PX = 3

/** A frame around what the scene speaks of. */
export function ScenePointer() {
  const { scene, loop, url } = useApp()
  const isPresenting = useUrl().presented !== null
  const state = useScene()
  const frame = useRef<HTMLDivElement>(null)
  const shown = state === null ? undefined : state.scene.steps[state.back ?? state.at]
  const isTold = state !== null && (state.back !== null || TOLD.has(state.phase))
  const point = isTold ? shown?.point : undefined
  const chart = point !== undefined && "at" in point ? chartAt(point.at) : undefined

  useEffect(() => {
    if (chart === undefined) return
    // Once for each step: somebody may want to see another one meanwhile.
    if (isPresenting) url.set({ presented: chart })
    else if (chart === "split") url.set({ panel: "time" })
  }, [chart, isPresenting, url])

  useEffect(() => {
    const box = frame.current
    if (point === undefined || scene === null || box === null) return undefined
    const names = () => ("group" in point ? scene.namesIn(point.group) : [])
    let lookedMs = Number.NEGATIVE_INFINITY
    let isInSight = false
    return loop.add("draw", (nowMs) => {
      if (nowMs - lookedMs < LOOK_EVERY_MS) return
      lookedMs = nowMs
      if ("group" in point && !isInSight) isInSight = bringIntoSight(names())
      const at = boxOf(point, names())
      box.hidden = at === null
      if (at === null) return
      box.style.left = `${at.left - ROOM_PX}px`
      box.style.top = `${at.top - ROOM_PX}px`
      box.style.width = `${at.right - at.left + 2 * ROOM_PX}px`
      box.style.height = `${at.bottom - at.top + 2 * ROOM_PX}px`
    })
  }, [point, scene, loop])

  if (point === undefined) return null
  return <div ref={frame} hidden aria-hidden className="scene-pointer" />
}

const TOLD: ReadonlySet<string> = new Set(["acting", "telling", "late"])
