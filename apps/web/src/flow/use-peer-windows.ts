import { type RefObject, useEffect } from "react"
import { type Size, useApp } from "../hooks/index.js"
import type { RowList } from "../model/index.js"
import type { PeerWindow } from "./anchors.js"
import type { FlowEngine } from "./engine.js"

/** Tells the engine who is listed, and which rows of the lists beside the flow are in sight. */
export function usePeerWindows(
  engine: FlowEngine,
  flow: RefObject<HTMLElement | null>,
  size: Size,
): void {
  const { live, rows } = useApp()
  useEffect(() => {
    const place = () => {
      const { snapshot } = live.figures()
      const element = flow.current
      if (snapshot === null || element === null || size.height === 0) return
      const flowTop = element.getBoundingClientRect().top + window.scrollY
      engine.setPeers(
        snapshot,
        windowOf(rows.of("clients"), flowTop, size),
        windowOf(rows.of("workers"), flowTop, size),
      )
    }
    place()
    const off = [live.subscribe("figures", place), rows.subscribe(place)]
    return () => {
      for (const stop of off) stop()
    }
  }, [engine, live, rows, flow, size])
}

function windowOf(list: RowList | null, flowTop: number, size: Size): PeerWindow {
  if (list === null) return { top: 0, bottom: size.height, scrollTop: 0, rowPx: 0 }
  const { top, scrollTop, rowPx } = list
  // A list is only as high as its rows; its column reaches to the flow's end.
  return { top: top - flowTop, bottom: size.height, scrollTop, rowPx }
}
