import { narrowingWords, withoutTerms, withTerm } from "@zmqscope/filter"
import type { Span } from "./steps/types.js"

/** The term of the tap's filter that holds a span: `at:FROM..TO`, Unix milliseconds. */
const TERM = /^at:(\d{1,15})\.\.(\d{1,15})$/

/** The span that a filter is narrowed to; null without one. */
export function spanInFilter(filter: string): Span | null {
  for (const { text } of narrowingWords(filter)) {
    const [, from, to] = TERM.exec(text) ?? []
    if (from !== undefined && to !== undefined && Number(from) <= Number(to)) {
      return { fromMs: Number(from), toMs: Number(to) }
    }
  }
  return null
}

/** The filter narrowed to a span in place of the one it had, or (null) to none. */
export function filterWithSpan(filter: string, span: Span | null): string {
  const rest = withoutTerms(filter, ({ text }) => TERM.test(text))
  if (span === null) return rest
  return withTerm(rest, `at:${Math.round(span.fromMs)}..${Math.round(span.toMs)}`)
}
