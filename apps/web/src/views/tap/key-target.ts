import { placeAfter, TO_ENDS } from "../../place-after.js"

export interface Cell {
  readonly index: number
  readonly cell: number
}

/** Where a key leads from a cell, which may be nowhere else; null for no key of the list's. */
export function keyTarget(
  key: string,
  { index, cell }: Cell,
  page: number,
  count: number,
): Cell | null {
  if (key === "ArrowLeft") return { index, cell: Math.max(0, cell - 1) }
  if (key === "ArrowRight") return { index, cell: cell + 1 }
  const moves = { ...STEPS, ...TO_ENDS, PageDown: page, PageUp: -page }
  const to = placeAfter(key, moves, index, count)
  return to === null ? null : { index: to, cell }
}

const STEPS = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }
