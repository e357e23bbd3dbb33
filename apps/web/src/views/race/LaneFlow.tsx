import { formatCount } from "@zmqscope/metrics"
import { PLACE_WORDS } from "@zmqscope/model"
import type { LaneNow } from "@zmqscope/protocol"
import { workerLook } from "../../colour.js"
import { spotOf } from "../../flow/piles.js"
import { TEST_IDS } from "../../test-ids.js"
import { type LaneLayout, type LanePile, rowY } from "./lane-piles.js"

interface LaneFlowProps {
  readonly layout: LaneLayout
  readonly piles: readonly LanePile[]
  readonly now: LaneNow | null
  /** How many rows there are. */
  readonly workers: number
  /** What is drawn, in words. */
  readonly words: string
}

/** What stands on a lane, as in the flow: what waits, the DEALER, and each worker with what it has. */
export function LaneFlow({ layout, piles, now, workers, words }: LaneFlowProps) {
  const { width, height, middleY, dealerX, dealerRadius, levelX, serviceX, rem } = layout
  const rows = Array.from({ length: workers }, (_, at) => at + 1)
  const left = dealerX + dealerRadius
  const isThere = (place: number) => now?.workers.some((one) => one.place === place) ?? false
  return (
    <svg width={width} height={height} role="img" aria-label={words} className="block">
      <path
        className="fill-none stroke-line2"
        d={`M0 ${middleY}H${dealerX - dealerRadius}${rows
          .map((place) => {
            const y = rowY(layout, place)
            const middle = (left + levelX) / 2
            return `M${left} ${middleY}C${middle} ${middleY} ${middle} ${y} ${levelX} ${y}H${serviceX}`
          })
          .join("")}`}
      />
      <circle cx={dealerX} cy={middleY} r={dealerRadius} className="fill-bg stroke-edge" />
      <text x={dealerX} y={middleY} dy="0.35em" textAnchor="middle" className="fill-ink2 text-tiny">
        D
      </text>
      <Place name="waiting" value={now?.waiting ?? 0}>
        <text
          x={dealerX - dealerRadius}
          y={rem * 0.85}
          textAnchor="end"
          className="fill-ink2 text-tiny"
        >
          waiting{" "}
          <tspan className="fill-ink text-label font-semibold">
            {formatCount(now?.waiting ?? 0)}
          </tspan>
        </text>
      </Place>
      <Place name="unseen" value={now?.unseen ?? 0}>
        {now !== null && now.unseen > 0 && (
          <text
            x={dealerX}
            y={middleY + dealerRadius + rem}
            textAnchor="middle"
            className="fill-ink2 text-tiny"
          >
            <tspan className="fill-ink font-semibold">{formatCount(now.unseen)}</tspan>{" "}
            {PLACE_WORDS.unseen}
          </text>
        )}
      </Place>
      {piles.map((pile) => (
        <Pile key={nameOf(pile)} pile={pile} layout={layout} />
      ))}
      {rows.map((place) => (
        <text
          key={place}
          x={serviceX + rem}
          y={rowY(layout, place)}
          dy="0.35em"
          className={`text-tiny ${isThere(place) ? "fill-ink" : "fill-ink3"}`}
        >
          {now !== null && !isThere(place) ? `${place} is gone` : `worker ${place}`}
        </text>
      ))}
    </svg>
  )
}

/** For machines: how many stand there. */
function Place(props: {
  readonly name: string
  readonly value: number
  readonly children: React.ReactNode
}) {
  return (
    <g data-testid={TEST_IDS.racePlace} data-place={props.name} data-value={props.value}>
      {props.children}
    </g>
  )
}

function nameOf({ place, worker }: LanePile): string {
  return place === "worker" ? `worker:${worker}` : "pile"
}

/** Dots while they can be counted, else a bar; either with its number before it. */
function Pile({ pile, layout }: { readonly pile: LanePile; readonly layout: LaneLayout }) {
  const { place, worker, size, x, y, count, form, lengthPx } = pile
  const { dot, pitch, serviceX, rem } = layout
  const colour = place === "worker" ? workerLook(worker - 1).colour : "var(--ink)"
  const hasService = pile.hasService && size > 0
  const dots =
    form === "dots"
      ? Array.from({ length: count }, (_, at) => spotOf(pile, at + Number(hasService)))
      : []
  const barPx = form === "bar" ? lengthPx : 0
  const end = Math.min(x - barPx, ...dots.map((one) => one.x - dot))
  const shapes = (
    <>
      {dots.length > 0 && (
        <path d={dots.map((one) => discPath(one.x, one.y, dot)).join("")} fill={colour} />
      )}
      {barPx > 0 && (
        <rect x={x - barPx} y={y - pitch * 0.9} width={barPx} height={pitch * 1.8} fill={colour} />
      )}
      {place === "worker" && count > 1 && (
        <text
          x={end - rem * 0.3}
          y={y}
          dy="0.35em"
          textAnchor="end"
          className="halo fill-ink text-tiny font-semibold"
        >
          {formatCount(count)}
        </text>
      )}
      {hasService && (
        <>
          <circle
            cx={serviceX}
            cy={y}
            r={dot * 1.9}
            className="fill-bg"
            stroke={colour}
            strokeWidth={dot * 0.6}
          />
          <path d={discPath(serviceX, y, dot * 0.8)} fill={colour} />
        </>
      )}
    </>
  )
  return place === "waiting" ? (
    shapes
  ) : (
    <Place name={nameOf(pile)} value={size}>
      {shapes}
    </Place>
  )
}

function discPath(x: number, y: number, radius: number): string {
  return `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0`
}
