import { useSyncExternalStore } from "react"
import { TEST_IDS } from "../test-ids.js"
import type { FlowEngine } from "./engine.js"
import type { Label, LabelLook } from "./labels.js"

/** As wide as labels.ts takes them to be. */
const LOOKS: Readonly<Record<LabelLook, string>> = {
  place: "fill-ink text-label font-semibold",
  hint: "fill-ink2 text-tiny",
  cell: "fill-ink2 text-tiny",
  callout: "fill-ink text-label font-semibold",
  fall: "fill-ink2 text-label",
  loss: "fill-bad text-label",
}

/** Words between wires and piles. Numbers of what stands are drawn with it, frame by frame. */
export function FlowLabels({ engine }: { readonly engine: FlowEngine }) {
  const { labels } = useSyncExternalStore(engine.view.subscribe, engine.view.get)
  return (
    <svg
      className="pointer-events-none absolute inset-0 size-full"
      aria-hidden="true"
      data-testid={TEST_IDS.flowLabels}
    >
      {labels.map((label) => (
        <Words key={label.key} label={label} />
      ))}
      <Callout engine={engine} />
    </svg>
  )
}

/** Of the same frame as the piles that it speaks of. */
function Callout({ engine }: { readonly engine: FlowEngine }) {
  const label = useSyncExternalStore(engine.callout.subscribe, engine.callout.get)
  return label && <Words label={label} />
}

function Words({ label }: { readonly label: Label }) {
  const { text, x, y, anchor, look } = label
  return (
    <text x={x} y={y} dy="0.35em" textAnchor={anchor} className={`halo ${LOOKS[look]}`}>
      {text}
    </text>
  )
}
