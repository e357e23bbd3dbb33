/** Microseconds on the monotonic clock that records use. */
export function monotonicUs(): number {
  return performance.now() * 1000
}
