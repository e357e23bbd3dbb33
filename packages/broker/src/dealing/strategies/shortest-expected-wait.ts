import { firstBy, type Seat, type Strategy } from "../strategy.js"

/** Who has something to do and has never replied comes after all that have. */
const UNKNOWN_US = Number.MAX_SAFE_INTEGER / 2

/**
 * The one at which it would wait least: requests before it, times the mean service time that was
 * measured; among equals the quickest. LVS's shortest expected delay (`sed`) counts its own service
 * in, by weights that somebody has set; with prefetch 1 this never lets a worker idle either.
 */
export const shortestExpectedWait: Strategy = (table) =>
  firstBy(table, waitUs, ({ serviceUs = 0 }) => serviceUs)

function waitUs({ load, serviceUs }: Seat): number {
  if (load === 0) return 0
  return serviceUs === undefined ? UNKNOWN_US + load : load * serviceUs
}
