import { useMemo } from "react"
import { timeOfDay } from "../../format.js"
import { useApp, useTap } from "../../hooks/index.js"
import { spanInFilter } from "../../model/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { reachWords } from "./reach-words.js"
import { usePast } from "./use-past.js"

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
