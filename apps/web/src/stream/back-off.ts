const FIRST_MS = 500
const LONGEST_MS = 10_000

/**
 * How long to wait before the `attempt`-th try (from 1), milliseconds: doubling to 10 s, of which a
 * random half is taken off so that many pages do not come back at once. `random` is in [0, 1).
 */
export function backOffMs(attempt: number, random: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1))
  return full * (1 - random / 2)
}
