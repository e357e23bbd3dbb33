import type { ReactNode } from "react"
import { Cross, Dot, InService, Outline } from "./Sign.js"

export interface LegendEntry {
  readonly sign: ReactNode
  /** CSS colour of the sign. */
  readonly colour: string
  readonly name: string
  readonly meaning: string
}

const INK = "var(--ink)"
const ONE = "var(--w1)"
const OTHER = "var(--w2)"

/** What stands: counted exactly, at the moment that is shown. */
export const STANDING: readonly LegendEntry[] = [
  { sign: <Dot />, colour: INK, name: "White dot", meaning: "a request that waits at the broker" },
  {
    sign: (
      <>
        <Dot x={-10} />
        <Dot x={1} />
      </>
    ),
    colour: ONE,
    name: "Coloured dot",
    meaning: "a request at a worker, behind another: its backlog",
  },
  { sign: <InService />, colour: ONE, name: "Ringed dot", meaning: "the request being worked on" },
  {
    sign: <rect className="fill-current" x={-20} y={-5} width={40} height={10} />,
    colour: ONE,
    name: "Bar",
    meaning: "too many to draw one by one: its number beside it, all bars on one scale",
  },
  {
    sign: (
      <>
        <rect className="fill-current" x={-14} y={-5} width={10} height={10} />
        <Outline d="M4 -5h10v10h-10z" width={1.2} />
      </>
    ),
    colour: "var(--ink2)",
    name: "Square",
    meaning: "a client; filled while it waits for a reply",
  },
]

/** What moves: only a trace, and carries no count. */
export const MOVING: readonly LegendEntry[] = [
  {
    sign: (
      <path className="stroke-current" strokeWidth={2} strokeLinecap="round" d="M-18 3L18 -3" />
    ),
    colour: ONE,
    name: "Streak",
    meaning: "an envelope passed here: strong is a request, faint a reply",
  },
  {
    sign: <Outline d="M3.6 0a3.6 3.6 0 1 0 -7.2 0a3.6 3.6 0 1 0 7.2 0z" width={1.9} />,
    colour: ONE,
    name: "Ring",
    meaning: "a reply on its way, for exactly as long as it took",
  },
]

/** What went another way, where it stood. */
export const FALLEN: readonly LegendEntry[] = [
  {
    sign: <Cross />,
    colour: "var(--bad)",
    name: "Red cross",
    meaning: "lost, with its worker. Red means loss, and nothing else",
  },
  {
    sign: (
      <>
        <Cross arm={3.4} />
        <Outline d="M7.5 0a7.5 7.5 0 1 0 -15 0a7.5 7.5 0 1 0 15 0z" />
      </>
    ),
    colour: "var(--warn)",
    name: "Crossed ring",
    meaning: "a reply that nobody took: its client had gone",
  },
  {
    sign: <Outline d="M4.5 -4.5L-4.5 0L4.5 4.5" width={2.2} />,
    colour: "var(--ink2)",
    name: "Arrow back",
    meaning: "put back at the head of the queue: its worker went",
  },
  {
    sign: <Outline d="M-4.5 -4.5h9L-4.5 4.5h9z" width={2.2} />,
    colour: "var(--ink2)",
    name: "Hourglass",
    meaning: "expired: its client left before it was dealt",
  },
  {
    sign: <Outline d="M-5 -5h10v10h-10zM-2.6 0h5.2" width={2.2} />,
    colour: "var(--warn)",
    name: "No entry",
    meaning: "rejected: no request, for want of an empty frame",
  },
]

/** Who is who. */
export const WORKERS: readonly LegendEntry[] = [
  {
    sign: (
      <>
        <Dot x={-12} />
        <rect className="fill-current" x={3} y={-5} width={10} height={10} />
      </>
    ),
    colour: OTHER,
    name: "One colour",
    meaning: "one worker, in the flow, the lists and every chart",
  },
  {
    sign: <path className="fill-current" d="M-12 -6L-6 0L-12 6L-18 0zM10 -7L16.5 4.5H3.5z" />,
    colour: OTHER,
    name: "Diamond, triangle",
    meaning: "from the eighth worker on the same colours with another shape, or dashes",
  },
]
