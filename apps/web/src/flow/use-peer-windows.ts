import { type RefObject, useEffect } from "react"
import { type Size, useApp } from "../hooks/index.js"
import { TEST_IDS } from "../test-ids.js"
import type { PeerWindow } from "./anchors.js"
import type { FlowEngine } from "./engine.js"

interface Rows {
  readonly clientRowPx: number
  readonly workerRowPx: number
  readonly size: Size
}

/** Tells the engine who is listed, and which rows of the lists beside the flow are in sight. */
export function usePeerWindows(
  engine: FlowEngine,
  flow: RefObject<HTMLElement | null>,
  { clientRowPx, workerRowPx, size }: Rows,
): void {
  const { live } = useApp()
  useEffect(() => {
    const measure = () => {
      const { snapshot } = live.figures()
      const element = flow.current
      if (snapshot === null || element === null || size.height === 0) return
      engine.setPeers(
        snapshot,
        windowOf(TEST_IDS.clients, element, clientRowPx),
        windowOf(TEST_IDS.workers, element, workerRowPx),
      )
    }
    measure()
    const stop = live.subscribe("figures", measure)
    // Scrolling does not bubble, but it can be caught on the way down.
    const hero = flow.current?.parentElement
    hero?.addEventListener("scroll", measure, { capture: true, passive: true })
    return () => {
      stop()
      hero?.removeEventListener("scroll", measure, { capture: true })
    }
  }, [engine, live, flow, clientRowPx, workerRowPx, size])
}

/** A list is found by its test id: the flow draws to it, but is no part of it. */
function windowOf(testId: string, flow: HTMLElement, rowPx: number): PeerWindow {
  const list = flow.parentElement?.querySelector(`[data-testid="${testId}"]`)
  const flowBox = flow.getBoundingClientRect()
  if (!list) return { top: 0, bottom: flowBox.height, scrollTop: 0, rowPx }
  const top = list.getBoundingClientRect().top - flowBox.top
  // A list is only as high as its rows; its column reaches to the flow's end.
  return { top, bottom: flowBox.height, scrollTop: list.scrollTop, rowPx }
}
