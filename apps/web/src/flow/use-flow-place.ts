import { type RefObject, useEffect } from "react"
import { type Size, useApp } from "../hooks/index.js"
import type { FlowEngine } from "./engine.js"

/** Tells the engine who is there, and where on the page it stands beside their rows. */
export function useFlowPlace(
  engine: FlowEngine,
  flow: RefObject<HTMLElement | null>,
  size: Size,
): void {
  const { live, rows, loop } = useApp()
  useEffect(() => {
    let isDue = true
    const ask = () => {
      isDue = true
    }
    // Within a frame, while the page is as it was laid out: see useRowPlaces.
    const place = () => {
      const { snapshot } = live.figures.get()
      const element = flow.current
      if (!isDue || snapshot === null || element === null || size.height === 0) return
      isDue = false
      const box = element.getBoundingClientRect()
      engine.place(snapshot, {
        left: box.left + window.scrollX,
        right: box.right + window.scrollX,
        top: box.top + window.scrollY,
        bottom: box.bottom + window.scrollY,
      })
    }
    const off = [live.figures.subscribe(ask), rows.subscribe(ask), loop.add("draw", place)]
    return () => {
      for (const stop of off) stop()
    }
  }, [engine, live, rows, loop, flow, size])
}
