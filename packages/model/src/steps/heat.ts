import { bucketMidUs } from "@zmqscope/metrics"
import type { LatencyPoint } from "./types.js"

/** Rows of a heat map in each power of ten. */
export const ROWS_PER_DECADE = 10
/** A cell with this share of its point's round trips, or more, has the fullest shade. */
const FULL_SHARE = 0.25
/** Shades; a cell with anything in it has at least the faintest. */
export const HEAT_LEVELS = 6

export interface HeatCell {
  /** Row of the cell: its lower edge is at 10 ** (row / ROWS_PER_DECADE) microseconds. */
  readonly row: number
  /** 1 to HEAT_LEVELS. */
  readonly level: number
}

/** The cells of one point: each row's share of the point's round trips, so that load does not matter. */
export function heatCells({ buckets }: LatencyPoint): readonly HeatCell[] {
  const counts = new Map<number, number>()
  let all = 0
  for (let at = 0; at + 1 < buckets.length; at += 2) {
    const us = Math.max(bucketMidUs(buckets[at] ?? 0), 1)
    const count = buckets[at + 1] ?? 0
    const row = Math.floor(Math.log10(us) * ROWS_PER_DECADE)
    counts.set(row, (counts.get(row) ?? 0) + count)
    all += count
  }
  // By the root of the share: the rare ones are what one looks for.
  return [...counts].map(([row, count]) => ({
    row,
    level: Math.max(1, Math.round(Math.sqrt(Math.min(count / all / FULL_SHARE, 1)) * HEAT_LEVELS)),
  }))
}

/** The share from which on a cell has a shade, in percent. */
export function percentOfLevel(level: number): string {
  return (((level - 0.5) / HEAT_LEVELS) ** 2 * FULL_SHARE * 100).toFixed(0)
}
