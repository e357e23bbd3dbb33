import type { Dealing as DealingName } from "@zmqscope/protocol"

/** What a strategy may know of a worker. */
interface WorkerLoad {
  /** Requests handed to it that it has not replied to. */
  readonly load: number
  /** Position of the last handing to it in the order of all; 0 before the first. */
  readonly lastHanded: number
}

/** The workers that may be dealt to are the `eligible` positions of `ring`; `turn` is whose turn it is. */
export interface Table {
  readonly ring: readonly WorkerLoad[]
  readonly turn: number
  isEligible(position: number): boolean
}

/** Chooses a position of the ring, or none. Pure but for its source of random numbers in [0, 1). */
export type Strategy = (table: Table, random: () => number) => number | undefined

export type OwnStrategy = Exclude<DealingName, "dealer">

/** Each in turn, as libzmq's DEALER does (lb.cpp), past those that have all they may have. */
const roundRobin: Strategy = (table) => firstBy(table, () => 0)

/** The one with the least to do; in turn among equals. */
const leastOutstanding: Strategy = (table) => firstBy(table, loadOf)

/** The one that has been idle longest; without an idle one, the one with the least to do. */
const idleFirst: Strategy = (table) => firstBy(table, idleThenLoad)

/** Any, with equal chance. */
const random: Strategy = (table, draw) => {
  const candidates = inTurn(table)
  return candidates[Math.floor(draw() * candidates.length)]
}

/** The less loaded of two drawn at random (Mitzenmacher, "The Power of Two Choices"). */
const twoChoices: Strategy = (table, draw) => {
  const candidates = inTurn(table)
  const first = candidates[Math.floor(draw() * candidates.length)]
  const others = candidates.filter((position) => position !== first)
  const second = others[Math.floor(draw() * others.length)]
  if (first === undefined || second === undefined) return first
  return loadAt(table, second) < loadAt(table, first) ? second : first
}

export const STRATEGIES: { readonly [S in OwnStrategy]: Strategy } = {
  "round-robin": roundRobin,
  "least-outstanding": leastOutstanding,
  "idle-first": idleFirst,
  random,
  "two-choices": twoChoices,
}

/** The eligible position whose worker has the smallest figure; the first in turn among equals. */
function firstBy(table: Table, figureOf: (worker: WorkerLoad) => number): number | undefined {
  const { ring, turn } = table
  let best: number | undefined
  let smallest = Number.POSITIVE_INFINITY
  for (let step = 0; step < ring.length; step += 1) {
    const position = (turn + step) % ring.length
    const worker = ring[position]
    if (worker === undefined || !table.isEligible(position)) continue
    const figure = figureOf(worker)
    if (figure >= smallest) continue
    best = position
    smallest = figure
  }
  return best
}

function loadOf({ load }: WorkerLoad): number {
  return load
}

/** Idle ones come before all others, the one that was handed to longest ago first. */
function idleThenLoad({ load, lastHanded }: WorkerLoad): number {
  return load === 0 ? lastHanded - Number.MAX_SAFE_INTEGER : load
}

/** The eligible positions, from the one whose turn it is onwards. */
function inTurn(table: Table): number[] {
  const positions: number[] = []
  for (let step = 0; step < table.ring.length; step += 1) {
    const position = (table.turn + step) % table.ring.length
    if (table.isEligible(position)) positions.push(position)
  }
  return positions
}

function loadAt(table: Table, position: number): number {
  return table.ring[position]?.load ?? Number.POSITIVE_INFINITY
}
