/** A worker that has not replied for less is not silent, however quick it usually is. */
const LEAST_SILENCE_US = 1_000_000
/** The same of one that has not replied to anything yet: nobody knows how long it takes. */
const LEAST_SILENCE_OF_NEW_US = 5_000_000
/** How much longer than its longest recent service time is more than that explains. */
const SILENCE_FACTOR = 4

/** What silence is judged by; moments and durations in microseconds on the record clock. */
export interface Hearing {
  /** When the oldest request at it was dealt to it; null without one. */
  readonly oldestDealtAt: number | null
  /** Null before its first reply. */
  readonly lastRepliedAt: number | null
  /** The longest of its last service times; null before the first. */
  readonly longestServiceUs: number | null
}

/**
 * For how long a worker has been silent: since it last replied, or got the oldest request it has,
 * whichever is later. Null while it has nothing, and while its last service times explain it: up to
 * four times the longest of them, and a second at least; five seconds before its first reply.
 */
export function silentUs(hearing: Hearing, now: number): number | null {
  const { oldestDealtAt, lastRepliedAt, longestServiceUs } = hearing
  if (oldestDealtAt === null) return null
  const sinceUs = now - Math.max(oldestDealtAt, lastRepliedAt ?? oldestDealtAt)
  const explainedUs =
    longestServiceUs === null
      ? LEAST_SILENCE_OF_NEW_US
      : Math.max(LEAST_SILENCE_US, SILENCE_FACTOR * longestServiceUs)
  return sinceUs > explainedUs ? sinceUs : null
}
