import { timeOfDay } from "@zmqscope/metrics"
import { spanInFilter, type Term, textsInBodies } from "@zmqscope/model"
import { useMemo } from "react"
import { useApp, useTap } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { usePast } from "./use-past.js"
import { reachWords } from "./words.js"

/** How many envelopes are listed, of how many that are here, and how far back those reach. */
export function TapCount({ filter }: { readonly filter: string }) {
  const { live } = useApp()
  const tap = useTap()
  const span = useMemo(() => spanInFilter(filter), [filter])
  const { count, total, reachAt } = tap
  const reachMs = reachAt === null ? null : (live.epochUnixUs + reachAt) / 1000
  const isBeyond = span !== null && reachMs !== null && span.fromMs < reachMs
  const past = usePast(span, isBeyond)
  const { text, isShort } = reachWords({
    count,
    total,
    isFiltered: filter.trim() !== "",
    fromMs: span?.fromMs ?? 0,
    reachMs,
    past,
    time: timeOfDay,
  })
  return (
    <span
      className={`min-w-0 truncate text-label ${isShort ? "text-warn" : "text-ink2"}`}
      title={text}
      data-testid={TEST_IDS.tapCount}
      data-value={count}
      data-busy={tap.busy}
      data-held={tap.held}
    >
      {text}
    </span>
  )
}

/** How it stands with what the filter looks for in bodies, which are not on this page. */
export function BodySearchNote({ terms }: { readonly terms: readonly Term[] }) {
  const { live } = useApp()
  useTap()
  if (textsInBodies(terms).length === 0) return null
  const { bodies } = live
  if (bodies.failure !== null) {
    return <Note look="text-warn">bodies cannot be searched: {bodies.failure}</Note>
  }
  if (bodies.isAsking) return <Note>looking through bodies…</Note>
  return (
    <Note>{bodies.isCut ? "in the latest bodies that hold it" : "in bodies that are kept"}</Note>
  )
}

function Note(props: { readonly look?: string; readonly children: React.ReactNode }) {
  return (
    <span role="status" className={`text-tiny ${props.look ?? "text-ink2"}`}>
      {props.children}
    </span>
  )
}
