import { useEffect, useRef, useState, useSyncExternalStore } from "react"
import { useApp, useFigures, useRootPx, useSelection, useSize } from "../hooks/index.js"
import { TEST_IDS } from "../test-ids.js"
import { FlowEngine } from "./engine.js"
import { FlowControls } from "./FlowControls.js"
import { FlowLabels } from "./FlowLabels.js"
import { FlowSummary } from "./FlowSummary.js"
import { exposeProbe } from "./probe.js"
import { useFlowPointer } from "./use-flow-pointer.js"
import { useFlowSurfaces } from "./use-flow-surfaces.js"
import { usePeerWindows } from "./use-peer-windows.js"
import { useReducedMotion } from "./use-reduced-motion.js"

/** Real envelopes on their way between clients, broker and workers: one dot is one of them. */
export function Flow() {
  const { live, loop } = useApp()
  const [engine] = useState(() => new FlowEngine(live))
  const [ref, size] = useSize<HTMLDivElement>()
  const wires = useRef<HTMLCanvasElement>(null)
  const dots = useRef<HTMLCanvasElement>(null)
  const rem = useRootPx()
  const still = useReducedMotion()
  const { selection } = useSelection()
  const view = useSyncExternalStore(engine.subscribe, engine.view)
  const pointer = useFlowPointer(engine)

  useEffect(() => {
    const off = [
      engine.start(),
      loop.add("notify", (nowMs) => engine.notify(nowMs)),
      loop.add("draw", (nowMs) => engine.draw(nowMs)),
      exposeProbe(engine.journeys),
    ]
    return () => {
      for (const stop of off) stop()
    }
  }, [engine, loop])
  useFlowSurfaces(engine, { wires, dots }, size, rem)
  usePeerWindows(engine, ref, size)
  useEffect(() => engine.setStill(still), [engine, still])
  useEffect(() => engine.setSelection(selection), [engine, selection])

  const snapshot = useFigures((figures) => figures.snapshot)
  return (
    <div
      ref={ref}
      className="live relative min-h-0 overflow-hidden"
      data-testid={TEST_IDS.flow}
      data-sampling={view.sampling}
    >
      <div aria-hidden="true">
        <canvas ref={wires} className="absolute inset-0 size-full" />
      </div>
      <FlowLabels view={view} snapshot={snapshot} rem={rem} />
      <div aria-hidden="true">
        <canvas
          ref={dots}
          className="absolute inset-0 size-full"
          style={{ cursor: pointer.tip === null ? undefined : "pointer" }}
          {...pointer.handlers}
        />
      </div>
      {pointer.tip}
      <FlowControls engine={engine} view={view} still={still} />
      <FlowSummary snapshot={snapshot} losses={view.losses} />
    </div>
  )
}
