import { TEST_IDS } from "../test-ids.js"
import type { FlowView, Label } from "./view.js"

export interface FlowLabelsProps {
  readonly view: FlowView
  readonly dealing: string | undefined
}

/** Words between wires and piles. Numbers of what stands are drawn with it, frame by frame. */
export function FlowLabels({ view, dealing }: FlowLabelsProps) {
  const { layout, callout, fallen, cells } = view
  const { width, middleY, routerX, dealerX, radius } = layout
  if (width === 0) return null
  const isBlind = dealing === undefined || dealing === "dealer"
  return (
    <svg
      className="pointer-events-none absolute inset-0 size-full"
      aria-hidden="true"
      data-testid={TEST_IDS.flowLabels}
    >
      <Node x={routerX} y={middleY + radius} label="ROUTER" hint="fair queue" />
      <Node
        x={dealerX}
        y={middleY + radius}
        label="DEALER"
        hint={isBlind ? "blind round-robin" : dealing}
      />
      {cells.map((label) => (
        <Words key={label.key} label={label} look="fill-ink2 text-tiny" />
      ))}
      {callout !== null && <Words label={callout} look="fill-ink text-label font-semibold" />}
      {fallen.map((label) => (
        <Words
          key={label.key}
          label={label}
          look={label.isLoss ? "fill-bad text-label" : "fill-ink2 text-label"}
        />
      ))}
    </svg>
  )
}

function Words({ label, look }: { readonly label: Label; readonly look: string }) {
  const { text, x, y, anchor } = label
  return (
    <text x={x} y={y} dy="0.35em" textAnchor={anchor} className={`halo ${look}`}>
      {text}
    </text>
  )
}

function Node(node: {
  readonly x: number
  readonly y: number
  readonly label: string
  readonly hint: string
}) {
  return (
    <g textAnchor="middle">
      <text x={node.x} y={node.y} dy="1.6em" className="halo fill-ink text-label font-semibold">
        {node.label}
      </text>
      <text x={node.x} y={node.y} dy="3.2em" className="halo fill-ink2 text-tiny">
        {node.hint}
      </text>
    </g>
  )
}
