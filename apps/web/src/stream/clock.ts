/** Time and timers, passed in so that tests own them. Times are milliseconds. */
export interface Clock {
  readonly now: () => number
  /** Runs `task` once after `delayMs`; the returned function calls it off. */
  readonly after: (delayMs: number, task: () => void) => () => void
}

export const browserClock: Clock = {
  now: () => Date.now(),
  after: (delayMs, task) => {
    const timer = setTimeout(task, delayMs)
    return () => clearTimeout(timer)
  },
}
