import type { Snapshot } from "@zmqscope/protocol"
import { formatCount } from "../format.js"
import type { AnchorGroup } from "./anchors.js"
import type { FlowView } from "./view.js"

export interface FlowLabelsProps {
  readonly view: FlowView
  readonly snapshot: Snapshot | null
  readonly rem: number
}

/** Words and numbers between wires and dots. */
export function FlowLabels({ view, snapshot, rem }: FlowLabelsProps) {
  const { width, middleY, routerX, dealerX, radius, lossRows } = view.layout
  if (width === 0) return null
  const paused = snapshot?.settings.paused ?? false
  const dealing = snapshot?.settings.dealing
  const unseen = snapshot?.unseen ?? 0
  const above = middleY - radius - 0.6 * rem
  return (
    <svg className="pointer-events-none absolute inset-0 size-full" aria-hidden="true">
      <Node x={routerX} y={middleY + radius} label="ROUTER" hint="fair queue" />
      <Node
        x={dealerX}
        y={middleY + radius}
        label="DEALER"
        hint={dealing === undefined || dealing === "dealer" ? "blind round-robin" : dealing}
      />
      <Count
        x={(routerX + dealerX) / 2}
        y={above - 0.5 * rem}
        text={paused ? "paused, waiting" : "waiting"}
        count={view.behindSeconds > 0 ? view.waiting : snapshot?.totals.waiting}
      />
      {unseen > 0 && <Count x={dealerX} y={above} text="inside" count={unseen} />}
      <Groups
        groups={view.clientGroups}
        x={0.25 * rem}
        anchor="start"
        middleY={middleY}
        rem={rem}
      />
      <Groups
        groups={view.workerGroups}
        x={width - 0.25 * rem}
        anchor="end"
        middleY={middleY}
        rem={rem}
      />
      {view.losses.slice(0, lossRows).map(({ key, text, x, y }) => (
        <text
          key={key}
          x={x}
          y={y}
          dy="0.35em"
          textAnchor="middle"
          className="halo fill-bad text-label"
        >
          {text}
        </text>
      ))}
    </svg>
  )
}

function Groups(props: {
  readonly groups: readonly AnchorGroup[]
  readonly x: number
  readonly anchor: "start" | "end"
  readonly middleY: number
  readonly rem: number
}) {
  return props.groups.map(({ y, count }) => (
    <text
      key={y < props.middleY ? "above" : "below"}
      x={props.x}
      y={y < props.middleY ? y - 0.75 * props.rem : y + 1.1 * props.rem}
      textAnchor={props.anchor}
      className="halo fill-ink2 text-tiny"
    >
      {formatCount(count)} more
    </text>
  ))
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

function Count(props: {
  readonly x: number
  readonly y: number
  readonly text: string
  readonly count: number | undefined
}) {
  return (
    <text x={props.x} y={props.y} textAnchor="middle" className="halo fill-ink2 text-label">
      {props.text} <tspan className="fill-ink font-semibold">{formatCount(props.count)}</tspan>
    </text>
  )
}
