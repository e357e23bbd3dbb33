import { useRef, useSyncExternalStore } from "react"
import { TEST_IDS } from "../test-ids.js"
import { FlowCaption, FlowControls } from "./FlowControls.js"
import { FlowLabels } from "./FlowLabels.js"
import { FlowSummary } from "./FlowSummary.js"
import { useFlow } from "./use-flow.js"
import { useFlowPointer } from "./use-flow-pointer.js"

/** What stands between clients, broker and workers at the moment shown, and traces of what passes. */
export function Flow() {
  const wires = useRef<HTMLCanvasElement>(null)
  const scene = useRef<HTMLCanvasElement>(null)
  const { engine, ref, still } = useFlow({ wires, scene })
  const view = useSyncExternalStore(engine.view.subscribe, engine.view.get)
  const pointer = useFlowPointer(engine)
  return (
    <div ref={ref} className="live relative min-h-0 overflow-hidden" data-testid={TEST_IDS.flow}>
      <div aria-hidden="true">
        <canvas ref={wires} className="absolute inset-0 size-full" />
      </div>
      {view.layout.width > 0 && <FlowLabels engine={engine} />}
      <div aria-hidden="true">
        <canvas
          ref={scene}
          className="absolute inset-0 size-full"
          style={{ cursor: pointer.tip === null ? undefined : "pointer" }}
          {...pointer.handlers}
        />
      </div>
      {pointer.tip}
      {view.layout.width > 0 && <FlowControls />}
      {view.layout.width > 0 && <FlowCaption view={view} still={still} />}
      <FlowSummary view={view} />
    </div>
  )
}
