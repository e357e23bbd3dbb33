import { useEffect, useMemo } from "react"
import { useApp, useUrl } from "../../hooks/index.js"
import { type ParsedFilter, parseFilter } from "../../model/index.js"

/** Puts what the URL says to the tap; words of the filter that are faulty are left out. */
export function useTapQuestion(): ParsedFilter {
  const { tap } = useApp()
  const { filter, tapSort } = useUrl()
  const parsed = useMemo(() => parseFilter(filter), [filter])
  useEffect(() => tap.ask({ terms: parsed.terms, sort: tapSort }), [tap, parsed, tapSort])
  return parsed
}
