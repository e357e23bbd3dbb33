import type { Parsed } from "@zmqscope/filter"
import { useEffect, useMemo } from "react"
import { useApp, useUrl } from "../../hooks/index.js"
import { type Condition, parseFilter, textsInBodies } from "../../model/index.js"

/** Puts what the URL says to the tap; words of the filter that are faulty are left out. */
export function useTapQuestion(): Parsed<Condition> {
  const { tap, live } = useApp()
  const { filter, tapSort } = useUrl()
  const parsed = useMemo(() => parseFilter(filter), [filter])
  useEffect(() => tap.ask({ terms: parsed.terms, sort: tapSort }), [tap, parsed, tapSort])
  useEffect(() => live.bodies.want(textsInBodies(parsed.terms)), [live, parsed])
  return parsed
}
