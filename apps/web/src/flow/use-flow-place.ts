import { type RefObject, useEffect } from "react"
import { type Size, useApp } from "../hooks/index.js"
import type { FlowEngine } from "./engine.js"

/** Tells the engine who is there, and where on the page it stands beside their rows. */
export function useFlowPlace(
  engine: FlowEngine,
  flow: RefObject<HTMLElement | null>,
  size: Size,
): void {
  const { live, rows } = useApp()
  useEffect(() => {
    const place = () => {
      const { snapshot } = live.figures()
      const box = flow.current?.getBoundingClientRect()
      if (snapshot === null || box === undefined || size.height === 0) return
      engine.place(snapshot, {
        left: box.left + window.scrollX,
        right: box.right + window.scrollX,
        top: box.top + window.scrollY,
        bottom: box.bottom + window.scrollY,
      })
    }
    place()
    const off = [live.subscribe("figures", place), rows.subscribe(place)]
    return () => {
      for (const stop of off) stop()
    }
  }, [engine, live, rows, flow, size])
}
