import { DEALING_SENTENCES, DEALINGS, type Dealing } from "@zmqscope/protocol"
import { useId } from "react"

export function StrategyPicker({
  value,
  inForce,
  onChange,
}: {
  readonly value: Dealing
  readonly inForce: Dealing
  readonly onChange: (dealing: Dealing) => void
}) {
  const id = useId()
  return (
    <fieldset className="flex flex-col">
      <legend className="sr-only">Way of dealing</legend>
      {DEALINGS.map((dealing) => (
        <label
          key={dealing}
          className="flex cursor-pointer items-center gap-3 rounded-md border border-transparent px-2 py-1.5 hover:bg-line has-checked:border-accent has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name="dealing"
            className="accent-accent"
            aria-label={dealing}
            aria-describedby={`${id}${dealing}`}
            checked={dealing === value}
            onChange={() => onChange(dealing)}
          />
          <Pictogram picture={PICTURES[dealing]} />
          <span className="min-w-0 grow">
            <span className="font-semibold">{dealing}</span>
            {dealing === inForce && <span className="ml-2 text-tiny text-accent">in force</span>}
            <span id={`${id}${dealing}`} className="block text-tiny text-ink2">
              {DEALING_SENTENCES[dealing]}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}

const BOX = 5
const STEP = 6.5
const ROW = 7.5
const LEFT = 11

/** Three workers and what they have; the filled box is the next request, lines go to who is looked at. */
function Pictogram({ picture }: { readonly picture: Picture }) {
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

function boxesOf({ queues, next }: Picture) {
  return queues.flatMap((count, row) =>
    Array.from({ length: count + Number(row === next) }, (_, place) => ({
      x: LEFT + place * STEP,
      y: middle(row) - BOX / 2,
      isNext: place === count,
    })),
  )
}

/** Requests at each of three workers, who is looked at, who gets the next. */
interface Picture {
  readonly queues: readonly [number, number, number]
  readonly considered: readonly number[]
  readonly next: number
}

const PICTURES: { readonly [D in Dealing]: Picture } = {
  dealer: { queues: [4, 0, 0], considered: [0], next: 0 },
  "round-robin": { queues: [2, 1, 1], considered: [1], next: 1 },
  weighted: { queues: [3, 1, 1], considered: [0], next: 0 },
  "least-outstanding": { queues: [3, 2, 1], considered: [0, 1, 2], next: 2 },
  "idle-first": { queues: [1, 0, 1], considered: [1], next: 1 },
  "join-idle-queue": { queues: [0, 1, 0], considered: [0, 2], next: 2 },
  random: { queues: [2, 0, 1], considered: [2], next: 2 },
  "two-choices": { queues: [3, 1, 0], considered: [0, 1], next: 1 },
  "peak-ewma": { queues: [1, 2, 0], considered: [0, 1], next: 1 },
  "shortest-expected-wait": { queues: [1, 3, 2], considered: [0, 1, 2], next: 1 },
  sticky: { queues: [0, 2, 1], considered: [1], next: 1 },
}
