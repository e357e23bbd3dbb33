import { type RefObject, useEffect, useState } from "react"
import {
  useApp,
  useMedia,
  usePixelRatio,
  useRootPx,
  useSelection,
  useSize,
} from "../hooks/index.js"
import { FlowEngine } from "./engine.js"
import { exposeProbe } from "./probe.js"

interface Canvases {
  readonly wires: RefObject<HTMLCanvasElement | null>
  readonly scene: RefObject<HTMLCanvasElement | null>
}

/** An engine that draws on these canvases, and where the flow is to stand. */
export function useFlow({ wires, scene }: Canvases) {
  const { live, now, figures, replay, rows, loop } = useApp()
  const [engine] = useState(() => new FlowEngine({ live, now, replay, rows }))
  const [ref, { width, height }] = useSize<HTMLDivElement>()
  const rem = useRootPx()
  const ratio = usePixelRatio()
  const still = useMedia("(prefers-reduced-motion: reduce)")
  const { selection } = useSelection()

  useEffect(() => {
    const draw = (nowMs: number) => engine.draw(nowMs)
    const off = [engine.start(), loop.add("draw", draw), exposeProbe(engine, replay)]
    return () => {
      for (const stop of off) stop()
    }
  }, [engine, loop, replay])
  useEffect(() => {
    const [under, over] = [wires, scene].map((canvas) => canvas.current?.getContext("2d"))
    if (!under || !over) return undefined
    engine.setContexts({ wires: under, scene: over })
    return () => engine.setContexts(undefined)
  }, [engine, wires, scene])
  useEffect(() => {
    engine.setSize(width, height, rem, ratio)
  }, [engine, width, height, rem, ratio])
  useEffect(() => engine.show({ still, selection }), [engine, still, selection])

  // Tells it who is there, and where on the page it stands beside their rows.
  useEffect(() => {
    let isDue = true
    const ask = () => {
      isDue = true
    }
    // Within a frame, while the page is as it was laid out: see useRowPlaces.
    const place = () => {
      const { snapshot } = figures.get()
      const box = ref.current?.getBoundingClientRect()
      if (!isDue || snapshot === null || box === undefined || width * height === 0) return
      isDue = false
      const [x, y] = [window.scrollX, window.scrollY]
      const { left, right, top, bottom } = box
      engine.place(snapshot, { left: left + x, right: right + x, top: top + y, bottom: bottom + y })
    }
    const off = [figures.subscribe(ask), rows.subscribe(ask), loop.add("draw", place)]
    return () => {
      for (const stop of off) stop()
    }
  }, [engine, figures, rows, loop, ref, width, height])
  return { engine, ref, still }
}
