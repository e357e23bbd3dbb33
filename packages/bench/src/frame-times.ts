import { median } from "./statistics.js"

/** Frames longer than this are felt. */
export const LONG_FRAME_MS = 50

/** How smooth a stretch of time was. */
export interface FrameFigures {
  /** Frames a second: the median of its whole seconds, so that one stall is one second. */
  readonly perSecond: number
  readonly frames: number
  /** Of them, longer than LONG_FRAME_MS. */
  readonly longFrames: number
  readonly longestMs: number
}

/**
 * From the times at which frames began, milliseconds, in order: a frame lasts until the next one.
 * Throws RangeError when they span less than a second.
 */
export function frameFigures(timesMs: readonly number[]): FrameFigures {
  const durationsMs = timesMs.slice(1).map((time, index) => time - (timesMs[index] ?? time))
  return {
    perSecond: median(framesInSeconds(timesMs)),
    frames: durationsMs.length,
    longFrames: durationsMs.filter((duration) => duration > LONG_FRAME_MS).length,
    longestMs: Math.max(...durationsMs),
  }
}

/** How many frames began in each whole second from the first one on; a second without any counts. */
function framesInSeconds(timesMs: readonly number[]): number[] {
  const start = timesMs[0] ?? 0
  const seconds = Math.floor(((timesMs.at(-1) ?? start) - start) / 1000)
  if (seconds < 1) throw new RangeError("frames are counted over a second at least")
  const counts = Array.from({ length: seconds }, () => 0)
  for (const time of timesMs) {
    const second = Math.floor((time - start) / 1000)
    if (second < seconds) counts[second] = (counts[second] ?? 0) + 1
  }
  return counts
}

/**
 * Runs in the page: the times at which frames begin, for so long. It is sent as source, so it may
 * use nothing from outside.
 */
export function collectFrameTimes(durationMs: number): Promise<number[]> {
  return new Promise((resolve) => {
    const timesMs: number[] = []
    function look(timeMs: number): void {
      timesMs.push(timeMs)
      if (timeMs - (timesMs[0] ?? timeMs) < durationMs) requestAnimationFrame(look)
      else resolve(timesMs)
    }
    requestAnimationFrame(look)
  })
}
