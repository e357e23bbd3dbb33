/** A part of a sign, drawn as the flow draws it. */
export interface Shape {
  readonly d: string
  /** Of its stroke; without one it is filled. */
  readonly width?: number
  readonly isRound?: boolean
}

interface LegendEntry {
  readonly sign: readonly Shape[]
  /** CSS colour of the sign. */
  readonly colour: string
  readonly name: string
  readonly meaning: string
}

const DOT = 4.2
const SQUARE = "-5h10v10h-10z"

function disc(radius: number, x = 0): string {
  const arc = `a${radius} ${radius} 0 1 0`
  return `M${x - radius} 0${arc} ${2 * radius} 0${arc} ${-2 * radius} 0`
}

function cross(arm: number): string {
  return `M${-arm} ${-arm}L${arm} ${arm}M${arm} ${-arm}L${-arm} ${arm}`
}

function entry(sign: readonly Shape[], colour: string, name: string, meaning: string): LegendEntry {
  return { sign, colour: `var(--${colour})`, name, meaning }
}

/** What the signs of the flow mean, by what they are signs of. */
export const SIGNS: Readonly<Record<string, readonly LegendEntry[]>> = {
  "What stands is exact": [
    entry([{ d: disc(DOT) }], "ink", "Plain dot", "a request that waits at the broker"),
    entry(
      [{ d: disc(DOT, -10) }, { d: disc(DOT, 1) }],
      "w1",
      "Coloured dot",
      "a request at a worker, behind another: its backlog",
    ),
    entry(
      [{ d: disc(7.5) + disc(2), width: 2 }],
      "w1",
      "Ringed dot",
      "the request being worked on",
    ),
    entry(
      [{ d: "M-20 -5h40v10h-40z" }],
      "w1",
      "Bar",
      "too many to draw one by one: its number beside it, all bars on one scale",
    ),
    entry(
      [{ d: `M-14 ${SQUARE}` }, { d: `M4 ${SQUARE}`, width: 1.2 }],
      "ink2",
      "Square",
      "a client; filled while it waits for a reply",
    ),
  ],
  "What moves is a trace": [
    entry(
      [{ d: "M-18 3L18 -3", width: 2, isRound: true }],
      "w1",
      "Streak",
      "an envelope passed here: strong is a request, faint a reply",
    ),
    entry(
      [{ d: disc(3.6), width: 1.9 }],
      "w1",
      "Ring",
      "a reply on its way, for exactly as long as it took",
    ),
  ],
  "What fell, where it stood": [
    entry(
      [{ d: cross(4.5), width: 2.2 }],
      "bad",
      "Red cross",
      "lost, with its worker. Red means loss, and nothing else",
    ),
    entry(
      [
        { d: cross(3.4), width: 2.2 },
        { d: disc(7.5), width: 2 },
      ],
      "warn",
      "Crossed ring",
      "a reply that nobody took: its client had gone",
    ),
    entry(
      [{ d: "M4.5 -4.5L-4.5 0L4.5 4.5", width: 2.2 }],
      "ink2",
      "Arrow back",
      "put back at the head of the queue: its worker went",
    ),
    entry(
      [{ d: "M-4.5 -4.5h9L-4.5 4.5h9z", width: 2.2 }],
      "ink2",
      "Hourglass",
      "expired: its client left before it was dealt",
    ),
    entry(
      [{ d: `M-5 ${SQUARE}M-2.6 0h5.2`, width: 2.2 }],
      "warn",
      "No entry",
      "rejected: no request, for want of an empty frame",
    ),
  ],
  Workers: [
    entry(
      [{ d: disc(DOT, -12) }, { d: `M3 ${SQUARE}` }],
      "w2",
      "One colour",
      "one worker, in the flow, the lists and every chart",
    ),
    entry(
      [{ d: "M-12 -6L-6 0L-12 6L-18 0zM10 -7L16.5 4.5H3.5z" }],
      "w2",
      "Diamond, triangle",
      "from the eighth worker on the same colours with another shape, or dashes",
    ),
  ],
}
