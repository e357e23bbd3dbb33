import { workerLook } from "../colour.js"
import { formatCount } from "../format.js"
import { useFigures, useRootPx, useSize } from "../hooks/index.js"
import { TEST_IDS } from "../test-ids.js"
import { curve, layOutFlow, rowMiddles } from "./geometry.js"

export interface FlowProps {
  /** Heights in the columns beside it, rem: of what stands over the rows, and of a row. */
  readonly headingRem: number
  readonly clientRowRem: number
  readonly workerRowRem: number
}

/** The broker between its peers, and how many requests stand where. */
export function Flow({ headingRem, clientRowRem, workerRowRem }: FlowProps) {
  const [ref, { width, height }] = useSize<HTMLDivElement>()
  const rem = useRootPx()
  const clientCount = useFigures((view) => view.snapshot?.clients.length ?? 0)
  const workers = useFigures((view) => view.snapshot?.workers)
  const totals = useFigures((view) => view.snapshot?.totals)
  const unseen = useFigures((view) => view.snapshot?.unseen)
  const dealing = useFigures((view) => view.snapshot?.settings.dealing)
  const paused = useFigures((view) => view.snapshot?.settings.paused ?? false)
  const { middleY, routerX, dealerX, radius } = layOutFlow(width, height, rem)
  const top = headingRem * rem
  const clientYs = rowMiddles(clientCount, top, clientRowRem * rem, height)
  const workerYs = rowMiddles(workers?.length ?? 0, top, workerRowRem * rem, height)
  return (
    <div ref={ref} className="live relative min-h-0" data-testid={TEST_IDS.flow}>
      <svg className="absolute inset-0 size-full" aria-hidden="true">
        {clientYs.map((y) => (
          <path
            key={y}
            d={curve(0, y, routerX - radius, middleY)}
            fill="none"
            stroke="var(--line2)"
          />
        ))}
        {workerYs.map((y, at) => {
          const worker = workers?.[at]
          if (worker === undefined) return null
          const look = workerLook(worker.index)
          return (
            <path
              key={worker.name}
              d={curve(dealerX + radius, middleY, width, y)}
              fill="none"
              stroke={look.colour}
              strokeDasharray={look.dash}
              strokeWidth={1.4}
              opacity={worker.outstanding > 0 ? 0.9 : 0.35}
            />
          )
        })}
        <path
          d={`M${routerX + radius} ${middleY}H${dealerX - radius}`}
          stroke={paused ? "var(--warn)" : "var(--line2)"}
          strokeDasharray={paused ? "3 5" : undefined}
        />
        <Node x={routerX} y={middleY} radius={radius} label="ROUTER" hint="fair queue" />
        <Node
          x={dealerX}
          y={middleY}
          radius={radius}
          label="DEALER"
          hint={dealing === undefined || dealing === "dealer" ? "round-robin" : dealing}
        />
        <Count
          x={(routerX + dealerX) / 2}
          y={middleY - 0.75 * rem}
          text={paused ? "paused, waiting" : "waiting"}
          count={totals?.waiting}
        />
        {unseen !== undefined && unseen > 0 && (
          <Count x={dealerX} y={middleY - radius - 0.75 * rem} text="inside" count={unseen} />
        )}
      </svg>
      <p className="sr-only">
        {formatCount(totals?.waiting)} requests wait, {formatCount(totals?.inFlight)} are in flight.
      </p>
    </div>
  )
}

function Node(node: {
  readonly x: number
  readonly y: number
  readonly radius: number
  readonly label: string
  readonly hint: string
}) {
  const { x, y, radius } = node
  return (
    <g textAnchor="middle">
      <circle cx={x} cy={y} r={radius} fill="var(--bg)" stroke="var(--ink2)" strokeWidth={1.2} />
      <text x={x} y={y + radius} dy="1.6em" className="fill-ink text-label font-semibold">
        {node.label}
      </text>
      <text x={x} y={y + radius} dy="3.2em" className="fill-ink2 text-tiny">
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
    <text x={props.x} y={props.y} textAnchor="middle" className="fill-ink2 text-label">
      {props.text} <tspan className="fill-ink font-semibold">{formatCount(props.count)}</tspan>
    </text>
  )
}
