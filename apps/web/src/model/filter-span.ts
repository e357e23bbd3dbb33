import type { Span } from "./steps/types.js"

/** The term of the tap's filter that holds a span: `at:FROM..TO`, Unix milliseconds. */
const TERM = /(?:^|\s)at:(\d{1,15})\.\.(\d{1,15})(?=\s|$)/

/** The span that a filter is narrowed to; null without one. The same span is the same text. */
export function spanInFilter(filter: string): Span | null {
  const [, from, to] = TERM.exec(filter) ?? []
  if (from === undefined || to === undefined || Number(from) > Number(to)) return null
  return { fromMs: Number(from), toMs: Number(to) }
}

/** The filter narrowed to a span in place of the one it had, or (null) to none. */
export function filterWithSpan(filter: string, span: Span | null): string {
  const rest = filter.replace(TERM, "").trim()
  if (span === null) return rest
  const term = `at:${Math.round(span.fromMs)}..${Math.round(span.toMs)}`
  return rest === "" ? term : `${rest} ${term}`
}
