import { formatCount, formatDuration, formatRate, UNKNOWN } from "@zmqscope/metrics"
import type { SceneCondition } from "@zmqscope/protocol"
import { figureKey, partsOfWords } from "@zmqscope/protocol"
import type { Reading } from "./reading.js"

const TIMES = new Set(["p50", "p95", "p99", "idleWhileQueued", "oldest"])

/** A part of what is said; figures stand out. */
interface SaidPart {
  readonly text: string
  readonly isFigure: boolean
}

/** What is said, with its figures as they are now, or as they were measured. */
export function fillWords(
  words: string,
  now: Reading,
  measures: ReadonlyMap<string, Reading>,
): readonly SaidPart[] {
  return partsOfWords(words).map((part) => {
    if (typeof part === "string") return { text: part, isFigure: false }
    const { measure, figure, of } = part
    const reading = measure === undefined ? now : measures.get(measure)
    const value = reading?.get(figureKey(figure, of)) ?? null
    return { text: formatFigure(figure, value), isFigure: true }
  })
}

/** A figure with its unit, as the page writes them elsewhere. */
export function formatFigure(figure: string, value: number | null): string {
  if (value === null) return UNKNOWN
  if (TIMES.has(figure)) return formatDuration(value * 1000)
  if (figure === "rate" || figure === "offered") return `${formatRate(value)}/s`
  if (figure === "busy") return `${Math.round(value)} %`
  if (figure === "seconds") return `${Math.round(value)} s`
  return formatCount(value)
}

const NAMES: Readonly<Record<string, string>> = {
  inFlight: "in flight",
  offered: "requests a second",
  rate: "replies a second",
  roundTrips: "round trips",
  idleWhileQueued: "idle time while requests queue",
  seconds: "time of this step",
}

/** `outstanding of doomed`, `round trips`. */
export function nameFigure(figure: string, of?: string): string {
  return figureKey(NAMES[figure] ?? figure, of)
}

export function isMet(condition: SceneCondition, reading: Reading): boolean {
  const { figure, of, atLeast, atMost } = condition
  const value = reading.get(figureKey(figure, of)) ?? null
  if (value === null) return false
  return (
    value >= (atLeast ?? Number.NEGATIVE_INFINITY) && value <= (atMost ?? Number.POSITIVE_INFINITY)
  )
}

/** What a condition waits for, and how it stands: `backlog of slow at least 5 (now 2)`. */
export function describeWait(condition: SceneCondition, reading: Reading): string {
  const { figure, of, atLeast, atMost } = condition
  const value = reading.get(figureKey(figure, of)) ?? null
  const bounds = [
    ...(atLeast === undefined ? [] : [`at least ${formatFigure(figure, atLeast)}`]),
    ...(atMost === undefined ? [] : [`at most ${formatFigure(figure, atMost)}`]),
  ]
  return `${nameFigure(figure, of)} ${bounds.join(" and ")} (now ${formatFigure(figure, value)})`
}
