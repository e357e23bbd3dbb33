import { median } from "./statistics.js"

const RUNS = 7
const STEPS = 2_000_000
const BUFFER_BYTES = 64 * 1024

/**
 * How long a fixed piece of work takes here and now, milliseconds: arithmetic and copying, the
 * median of several runs. Figures of two runs compare only where their calibrations do.
 */
export function calibrate(): number {
  work()
  return median(Array.from({ length: RUNS }, timed))
}

function timed(): number {
  const startMs = performance.now()
  work()
  return performance.now() - startMs
}

function work(): number {
  const source = Buffer.alloc(BUFFER_BYTES, 1)
  const target = Buffer.alloc(BUFFER_BYTES)
  let state = 1
  for (let step = 0; step < STEPS; step += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    target[state % BUFFER_BYTES] = state & 0xff
    if (step % 1024 === 0) source.copy(target)
  }
  return state
}
