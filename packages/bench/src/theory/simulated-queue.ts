/**
 * Mean waiting in one queue before equal servers, first come first served, of requests that come and
 * take so long, milliseconds: the recursion of Kiefer and Wolfowitz (1955). It begins empty.
 */
export function simulatedWaitMs(
  requests: Iterable<{ readonly dueMs: number; readonly serviceMs: number }>,
  servers: number,
): number {
  const freeAtMs = new Float64Array(servers)
  let [count, waitMs] = [0, 0]
  for (const { dueMs, serviceMs } of requests) {
    const first = freeAtMs.indexOf(Math.min(...freeAtMs))
    const startMs = Math.max(dueMs, freeAtMs[first] ?? 0)
    freeAtMs[first] = startMs + serviceMs
    count += 1
    waitMs += startMs - dueMs
  }
  return count === 0 ? 0 : waitMs / count
}
