/** A wait is worth a word once it is longer than most round trips. */
const LONG_US = 1_000_000

export function isLong(us: number | null): us is number {
  return us !== null && us >= LONG_US
}
