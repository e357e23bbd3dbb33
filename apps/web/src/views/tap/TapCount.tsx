import { useMemo, useSyncExternalStore } from "react"
import { formatCount, plural } from "../../format.js"
import { useApp } from "../../hooks/index.js"
import { spanInFilter } from "../../model/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { clockTime } from "../clock-time.js"

/** How many envelopes are listed, of how many that the page holds, and how far back those reach. */
export function TapCount({ filter }: { readonly filter: string }) {
  const { tap, live } = useApp()
  useSyncExternalStore(tap.subscribe, tap.version)
  const span = useMemo(() => spanInFilter(filter), [filter])
  const { count, total, reachAt } = tap
  const since = reachAt === null ? "" : clockTime(reachAt, live.epochUnixUs).slice(0, 8)
  const isBeyond =
    span !== null && reachAt !== null && span.fromMs * 1000 < live.epochUnixUs + reachAt
  const counted =
    filter.trim() === ""
      ? `the last ${plural(count, "envelope")}`
      : `${formatCount(count)} of the last ${plural(total, "envelope")}`
  const reach =
    since === "" ? "" : isBeyond ? `; nothing before ${since} is here` : `, since ${since}`
  return (
    <span
      className={`min-w-0 truncate text-label ${isBeyond ? "text-warn" : "text-ink2"}`}
      title={`${counted}${reach}`}
      data-testid={TEST_IDS.tapCount}
      data-value={count}
      data-busy={tap.busy}
      data-held={tap.held}
    >
      {counted}
      {reach}
    </span>
  )
}
