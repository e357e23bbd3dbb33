/** Of the whole broker. */
export const WHOLE_FIGURES = [
  "waiting",
  "inFlight",
  "received",
  "returned",
  "lost",
  "requeued",
  "undeliverable",
  "expired",
  "shed",
  "offered",
  "rate",
  "p50",
  "p95",
  "p99",
  "roundTrips",
  "idleWhileQueued",
  "seconds",
] as const

/** Of a group of peers, and of nothing else. */
export const OF_GROUPS_ALONE = [
  "present",
  "outstanding",
  "backlog",
  "oldest",
  "served",
  "busy",
  "sent",
  "answered",
  "stuck",
] as const

/** Of a group of peers. */
export const GROUP_FIGURES = ["rate", ...OF_GROUPS_ALONE] as const

/** A figure that stands in a scene's words: of the step that is told, or of one that was measured. */
interface FigureInWords {
  readonly measure: string | undefined
  readonly figure: string
  readonly of: string | undefined
}

type WordPart = string | FigureInWords

const BRACES = /\{(?:([a-z][a-z0-9-]*): )?([a-zA-Z0-9]+)(?: of ([a-z][a-z0-9-]*))?\}/g

/** What is said, cut at its figures: `{waiting}`, `{backlog of slow}`, `{before: p99}`. */
export function partsOfWords(words: string): readonly WordPart[] {
  const parts: WordPart[] = []
  let from = 0
  for (const match of words.matchAll(BRACES)) {
    const [whole, measure, figure = "", of] = match
    if (match.index > from) parts.push(words.slice(from, match.index))
    parts.push({ measure, figure, of })
    from = match.index + whole.length
  }
  if (from < words.length) parts.push(words.slice(from))
  return parts
}

/** How a figure is called in a reading: `p99`, `backlog of slow`. */
export function figureKey(figure: string, of: string | undefined): string {
  return of === undefined ? figure : `${figure} of ${of}`
}
