import { useEffect, useMemo } from "react"
import { useApp, useUrl } from "../../hooks/index.js"
import { type ParsedFilter, parseFilter } from "../../tap/index.js"

/** Puts what the URL says to the tap; a filter that is faulty leaves the one before in force. */
export function useTapQuestion(): ParsedFilter {
  const { tap } = useApp()
  const { filter, tapSort } = useUrl()
  const parsed = useMemo(() => parseFilter(filter), [filter])
  useEffect(
    () => tap.ask({ terms: parsed.errors.length === 0 ? parsed.terms : undefined, sort: tapSort }),
    [tap, parsed, tapSort],
  )
  return parsed
}
