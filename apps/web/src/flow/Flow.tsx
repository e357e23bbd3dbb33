import { useEffect, useRef, useState, useSyncExternalStore } from "react"
import {
  useApp,
  useFigures,
  useMedia,
  useRootPx,
  useSelection,
  useSize,
  useStatus,
} from "../hooks/index.js"
import { TEST_IDS } from "../test-ids.js"
import { FlowEngine } from "./engine.js"
import { FlowControls } from "./FlowControls.js"
import { FlowLabels } from "./FlowLabels.js"
import { FlowSummary } from "./FlowSummary.js"
import { exposeProbe } from "./probe.js"
import { useFlowPlace } from "./use-flow-place.js"
import { useFlowPointer } from "./use-flow-pointer.js"
import { useFlowSurfaces } from "./use-flow-surfaces.js"

/** What stands between clients, broker and workers at the moment shown, and traces of what passes. */
export function Flow() {
  const { live, now, replay, rows, loop } = useApp()
  const [engine] = useState(() => new FlowEngine({ live, now, replay, rows }))
  const [ref, size] = useSize<HTMLDivElement>()
  const wires = useRef<HTMLCanvasElement>(null)
  const scene = useRef<HTMLCanvasElement>(null)
  const rem = useRootPx()
  const still = useMedia("(prefers-reduced-motion: reduce)")
  const { selection } = useSelection()
  const view = useSyncExternalStore(engine.subscribe, engine.view)
  const pointer = useFlowPointer(engine)

  useEffect(() => {
    const off = [
      engine.start(),
      loop.add("notify", (nowMs) => engine.notify(nowMs)),
      loop.add("draw", (nowMs) => engine.draw(nowMs)),
      exposeProbe(engine, replay),
    ]
    return () => {
      for (const stop of off) stop()
    }
  }, [engine, loop, replay])
  useFlowSurfaces(engine, { wires, scene }, size, rem)
  useFlowPlace(engine, ref, size)
  useEffect(() => engine.setStill(still), [engine, still])
  useEffect(() => engine.setSelection(selection), [engine, selection])

  const dealing = useFigures((figures) => figures.snapshot?.settings.dealing)
  const isWatched = useStatus((status) => status.hello?.engine === "attach")
  return (
    <div ref={ref} className="live relative min-h-0 overflow-hidden" data-testid={TEST_IDS.flow}>
      <div aria-hidden="true">
        <canvas ref={wires} className="absolute inset-0 size-full" />
      </div>
      <FlowLabels view={view} dealing={dealing} isWatched={isWatched} />
      <div aria-hidden="true">
        <canvas
          ref={scene}
          className="absolute inset-0 size-full"
          style={{ cursor: pointer.tip === null ? undefined : "pointer" }}
          {...pointer.handlers}
        />
      </div>
      {pointer.tip}
      {view.layout.width > 0 && <FlowControls view={view} still={still} />}
      <FlowSummary view={view} />
    </div>
  )
}
