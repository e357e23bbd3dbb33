import type { Trial } from "@zmqscope/protocol"
import { formatTrialValue, TRIAL_ROWS, type TrialRow, whyUnknown } from "./rows.js"
import { setupDifferences } from "./words.js"

/** A change of less than this share is none that somebody could rely on. */
const ALIKE = 0.1

export interface ComparedRow {
  readonly row: TrialRow
  readonly before: string
  readonly after: string
  /** How they differ, in a few words; empty where one is not known. */
  readonly difference: string
  readonly verdict: "better" | "worse" | "alike" | "unknown"
}

/** Two trials' figures side by side, `before` first. */
export function compareTrials(before: Trial, after: Trial): readonly ComparedRow[] {
  return TRIAL_ROWS.map((row) => {
    const [one, other] = [row.read(before), row.read(after)]
    return {
      row,
      before: whyUnknown(row, before) ?? formatTrialValue(row, one),
      after: whyUnknown(row, after) ?? formatTrialValue(row, other),
      ...differenceOf(row, one, other),
    }
  })
}

function differenceOf(
  { better, unit }: TrialRow,
  one: number | null,
  other: number | null,
): Pick<ComparedRow, "difference" | "verdict"> {
  if (one === null || other === null) return { difference: "", verdict: "unknown" }
  if (one === other) return { difference: "the same", verdict: "alike" }
  if (isAlike(one, other)) return { difference: "about the same", verdict: "alike" }
  const isMore = other > one
  const verdict = better === null ? "alike" : isMore === (better === "more") ? "better" : "worse"
  return { difference: howMuch(one, other, unit), verdict }
}

function isAlike(one: number, other: number): boolean {
  return Math.abs(one - other) <= ALIKE * Math.max(Math.abs(one), Math.abs(other))
}

/** `3.9 times as much`, `28 times less`, `35 % more`. */
function howMuch(one: number, other: number, unit: TrialRow["unit"]): string {
  if (unit === "count") return other > one ? `${other - one} more` : `${one - other} fewer`
  if (one === 0) return "none before"
  if (other === 0) return "none any more"
  const [ratio, word] = other > one ? [other / one, "as much"] : [one / other, "less"]
  if (ratio >= 2) return `${ratio < 10 ? ratio.toFixed(1) : Math.round(ratio)} times ${word}`
  const percent = Math.round(Math.abs(other / one - 1) * 100)
  return `${percent} % ${other > one ? "more" : "less"}`
}

/** What came of the difference, in a sentence or two. */
export function compareInWords(before: Trial, after: Trial): string {
  const rows = compareTrials(before, after)
  const said = rows
    .filter(
      ({ row, verdict }) => row.better !== null && (verdict === "better" || verdict === "worse"),
    )
    .map(({ row, before: one, after: other }) => `${row.subject} ${other} instead of ${one}`)
  const differences = setupDifferences(before, after)
  const what =
    differences.length === 0
      ? `Trial ${after.number} against trial ${before.number}, set up alike`
      : capital(differences.join(", "))
  const came = said.length === 0 ? "no figure differs by more than a tenth" : said.join("; ")
  const unknown = rows.filter(({ verdict }) => verdict === "unknown").map(({ row }) => row.name)
  const missing =
    unknown.length === 0 ? "" : ` Too little was measured for ${unknown.join(", ")} of both.`
  return `${what}: ${came}.${missing}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
