/**
 * One colour, one worker, everywhere on the page. The colour follows from the worker's index alone,
 * so that two pages, or a page and its reload, agree. Past seven workers the pattern tells them
 * apart: a line's dashes, a swatch's shape. No colour is red; red means loss.
 */
export const WORKER_COLOUR_COUNT = 7

export type WorkerPattern = "solid" | "dashed" | "dotted"

const PATTERNS: readonly WorkerPattern[] = ["solid", "dashed", "dotted"]

/** SVG `stroke-dasharray` of each pattern, for lines about 1.6 px wide. */
const DASHES: Record<WorkerPattern, string | undefined> = {
  solid: undefined,
  dashed: "6 3",
  dotted: "1.5 2.5",
}

export interface WorkerLook {
  /** A CSS colour: one of `var(--w1)` to `var(--w7)` (tokens.css), so that a theme switch recolours. */
  readonly colour: string
  readonly pattern: WorkerPattern
  readonly dash: string | undefined
}

const LOOKS: readonly WorkerLook[] = PATTERNS.flatMap((pattern) =>
  Array.from({ length: WORKER_COLOUR_COUNT }, (_, slot) => ({
    colour: `var(--w${slot + 1})`,
    pattern,
    dash: DASHES[pattern],
  })),
)

/** How many looks there are; workers that many indexes apart look alike. */
export const WORKER_LOOK_COUNT = LOOKS.length

const UNKNOWN: WorkerLook = { colour: "var(--ink3)", pattern: "solid", dash: undefined }

/** The look of the worker with this index; the same object each time. Below 0 (not connected) grey. */
export function workerLook(index: number): WorkerLook {
  return LOOKS[index % LOOKS.length] ?? UNKNOWN
}
