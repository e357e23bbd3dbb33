import type { StrategyText } from "./strategies.js"

const BOX = 5
const STEP = 6.5
const ROW = 7.5
const LEFT = 11

/** Three workers and what they have; the filled box is the next request, lines go to who is looked at. */
export function Pictogram({ picture }: { readonly picture: StrategyText["picture"] }) {
  const { considered, next } = picture
  return (
    <svg viewBox="0 0 44 22" className="h-[1.375rem] w-11 shrink-0" aria-hidden="true">
      {picture.queues.map((_, row) => (
        <line
          key={middle(row)}
          x1={LEFT}
          y1={middle(row)}
          x2="43"
          y2={middle(row)}
          stroke="var(--line2)"
        />
      ))}
      <circle cx="2" cy="11" r="2" fill="var(--accent)" />
      {considered.map((row) => (
        <line
          key={row}
          x1="4.5"
          y1="11"
          x2={LEFT - 1}
          y2={middle(row)}
          stroke="var(--accent)"
          strokeWidth="1"
          strokeDasharray={row === next ? undefined : "1.5 1.5"}
        />
      ))}
      {boxesOf(picture).map(({ x, y, isNext }) => (
        <rect
          key={`${x} ${y}`}
          x={x}
          y={y}
          width={BOX}
          height={BOX}
          rx="1"
          fill={isNext ? "var(--accent)" : "var(--edge)"}
        />
      ))}
    </svg>
  )
}

function middle(row: number): number {
  return 3.5 + row * ROW
}

function boxesOf({ queues, next }: StrategyText["picture"]) {
  return queues.flatMap((count, row) =>
    Array.from({ length: count + Number(row === next) }, (_, place) => ({
      x: LEFT + place * STEP,
      y: middle(row) - BOX / 2,
      isNext: place === count,
    })),
  )
}
