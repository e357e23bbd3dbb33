import { firstBy, type Seat, type Strategy } from "../strategy.js"

/**
 * The one that has been idle longest, by when it was last handed to; without an idle one, the one
 * with the least to do. With prefetch 1 it is one queue before all workers, as the ZeroMQ guide's
 * least recently used queue is (chapter 3), and what M/M/c describes.
 */
export const idleFirst: Strategy = (table) => firstBy(table, idleThenLoad)

/** Idle ones come before all others, the one that was handed to longest ago first. */
function idleThenLoad({ load, lastHanded }: Seat): number {
  return load === 0 ? lastHanded - Number.MAX_SAFE_INTEGER : load
}
