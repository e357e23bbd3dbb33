/** What a strategy may know of a worker. */
export interface Seat {
  /** Of its name (hash.ts). */
  readonly nameHash: number
  /** Requests handed to it that it has not replied to. */
  readonly load: number
  /** Position of the last handing to it in the order of all; 0 before the first. */
  readonly lastHanded: number
  /** Position of its last reply in the order of all; 0 before the first. */
  readonly lastReplied: number
  /** What it announces as `X-Weight`; 1 unless it does. */
  readonly weight: number
  /** Where its share of the handings ends, on the table's virtual time. */
  readonly virtualFinish: number
  /** Its mean service time, the newest replies counting most, microseconds; undefined before the first. */
  readonly serviceUs: number | undefined
  /** How slow it has been, from dealing to reply, microseconds, peaks counting at once; 0 before the first. */
  peakUs(nowUs: number): number
}

/** The workers that may be dealt to are the `eligible` positions of `ring`; `turn` is whose turn it is. */
export interface Table {
  readonly ring: readonly Seat[]
  readonly turn: number
  /** Where the share of the last handing began. */
  readonly virtualTime: number
  readonly nowUs: number
  /** Routing id of the client whose request it is. */
  readonly client: Uint8Array
  isEligible(position: number): boolean
}

/** Chooses a position of the ring, or none. Pure but for its source of random numbers in [0, 1). */
export type Strategy = (table: Table, random: () => number) => number | undefined

type Figure = (seat: Seat) => number

/**
 * The eligible position whose worker has the smallest figure, of those with the same the one with the
 * smallest second, and so on; the first in turn among equals.
 */
export function firstBy(table: Table, ...figures: readonly Figure[]): number | undefined {
  const { ring, turn } = table
  let best: number | undefined
  let smallest: Seat | undefined
  for (let step = 0; step < ring.length; step += 1) {
    const position = (turn + step) % ring.length
    const seat = ring[position]
    if (seat === undefined || !table.isEligible(position)) continue
    if (smallest !== undefined && !isBefore(seat, smallest, figures)) continue
    best = position
    smallest = seat
  }
  return best
}

function isBefore(one: Seat, other: Seat, figures: readonly Figure[]): boolean {
  for (const figureOf of figures) {
    const difference = figureOf(one) - figureOf(other)
    if (difference !== 0) return difference < 0
  }
  return false
}

/** The eligible positions, from the one whose turn it is onwards. */
export function inTurn(table: Table): number[] {
  const positions: number[] = []
  for (let step = 0; step < table.ring.length; step += 1) {
    const position = (table.turn + step) % table.ring.length
    if (table.isEligible(position)) positions.push(position)
  }
  return positions
}

/** Two of the eligible, drawn by lot, or all where there are fewer. */
export function drawTwo(table: Table, draw: () => number): (number | undefined)[] {
  const candidates = inTurn(table)
  const first = candidates[Math.floor(draw() * candidates.length)]
  const others = candidates.filter((position) => position !== first)
  return [first, others[Math.floor(draw() * others.length)]]
}

/** Of two drawn the one with the smaller figure, the first among equals. */
export function lesserOf(
  { ring }: Table,
  [first, second]: readonly (number | undefined)[],
  figureOf: Figure,
): number | undefined {
  const one = first === undefined ? undefined : ring[first]
  const other = second === undefined ? undefined : ring[second]
  if (one === undefined || other === undefined) return first
  return figureOf(other) < figureOf(one) ? second : first
}

export function loadOf({ load }: Seat): number {
  return load
}
