import { formatCount, plural } from "@zmqscope/metrics"
import { type Roster, type Term, unknownNames } from "@zmqscope/model"
import { assertUnreachable } from "@zmqscope/protocol"
import type { Past } from "./use-past.js"

interface ReachInput {
  readonly count: number
  readonly total: number
  readonly isFiltered: boolean
  /** The first moment of the span that is listed, Unix milliseconds. */
  readonly fromMs: number
  /** Nothing that ended before is held by the page, Unix milliseconds; null while nothing has ended. */
  readonly reachMs: number | null
  /** Of what is listed from before that. */
  readonly past: Past | null
  readonly time: (unixMs: number) => string
}

export interface ReachWords {
  readonly text: string
  readonly isShort: boolean
}

/** How many envelopes are listed, of how many, and how far back those reach. */
export function reachWords(input: ReachInput): ReachWords {
  const { count, total, isFiltered, reachMs, past, time } = input
  if (past !== null) {
    const counted = `${formatCount(count)} of ${plural(total, "envelope")}`
    const { text, isShort } = pastWords(past, input)
    return { text: `${counted}; ${text}`, isShort }
  }
  const counted = isFiltered
    ? `${formatCount(count)} of the last ${plural(total, "envelope")}`
    : `the last ${plural(count, "envelope")}`
  if (total === 0) return { text: "", isShort: false }
  const since = reachMs === null ? "" : `, since ${time(reachMs)}`
  return { text: `${counted}${since}`, isShort: false }
}

function pastWords(past: Past, { fromMs, reachMs, time }: ReachInput): ReachWords {
  const held = reachMs === null ? "" : ` before ${time(reachMs)}`
  switch (past.state) {
    case "asked":
      return { text: `the server is asked for what was${held}`, isShort: true }
    case "failed":
      return { text: `nothing${held} is here: ${past.reason}`, isShort: true }
    case "told":
      if (past.isCut) return { text: "of the span the latest that the server tells", isShort: true }
      if (past.sinceMs !== null && past.sinceMs > fromMs) {
        const back = `these reach back to ${time(past.sinceMs)}`
        return {
          text: `the server keeps the last ${formatCount(past.kept)}; ${back}`,
          isShort: true,
        }
      }
      return { text: `those${held} as the server has them`, isShort: false }
    default:
      return assertUnreachable(past)
  }
}

/** Why a list is empty, and what to do. */
export function emptyWords(
  terms: readonly Term[],
  { clientNames, workerNames }: Pick<Roster, "clientNames" | "workerNames">,
  hasPassed = false,
): string {
  if (terms.length === 0) {
    return hasPassed
      ? "What has passed is not here yet."
      : "No envelope yet. Each request shows here as it ends."
  }
  const unknown = unknownNames(terms, {
    client: [...clientNames.values()],
    worker: [...workerNames.values()],
  })
  const whys = unknown.map(({ key, pattern }) => `No ${key} of this run is called ${pattern}.`)
  return [...whys, "No envelope matches. Clear the filter to see all."].join(" ")
}
