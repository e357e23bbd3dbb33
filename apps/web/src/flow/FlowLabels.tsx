import { TEST_IDS } from "../test-ids.js"
import type { FlowView, Label } from "./view.js"

export interface FlowLabelsProps {
  readonly view: FlowView
  readonly dealing: string | undefined
  /** Whether the broker is somebody else's: which sockets it has, and how it deals, is not known. */
  readonly isWatched: boolean
}

/** Words between wires and piles. Numbers of what stands are drawn with it, frame by frame. */
export function FlowLabels({ view, dealing, isWatched }: FlowLabelsProps) {
  const { layout, callout, fallen, cells } = view
  const { width, middleY, routerX, dealerX, radius } = layout
  if (width === 0) return null
  const [router, dealer] = isWatched ? WATCHED : ownSockets(dealing)
  return (
    <svg
      className="pointer-events-none absolute inset-0 size-full"
      aria-hidden="true"
      data-testid={TEST_IDS.flowLabels}
    >
      <Node x={routerX} y={middleY + radius} {...router} />
      <Node x={dealerX} y={middleY + radius} {...dealer} />
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

interface Sign {
  readonly label: string
  readonly hint: string
}

const WATCHED: readonly [Sign, Sign] = [
  { label: "clients' port", hint: "of their broker" },
  { label: "workers' port", hint: "deals as it will" },
]

function ownSockets(dealing: string | undefined): readonly [Sign, Sign] {
  const isBlind = dealing === undefined || dealing === "dealer"
  return [
    { label: "ROUTER", hint: "fair queue" },
    { label: "DEALER", hint: isBlind ? "blind round-robin" : dealing },
  ]
}

function Words({ label, look }: { readonly label: Label; readonly look: string }) {
  const { text, x, y, anchor } = label
  return (
    <text x={x} y={y} dy="0.35em" textAnchor={anchor} className={`halo ${look}`}>
      {text}
    </text>
  )
}

function Node(node: Sign & { readonly x: number; readonly y: number }) {
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
