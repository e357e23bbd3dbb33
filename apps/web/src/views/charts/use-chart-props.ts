import type { LiveStore } from "@zmqscope/model"
import { filterWithSpan, spanInFilter } from "@zmqscope/model"
import { useMemo } from "react"
import type { ChartProps } from "../../charts/index.js"
import { useApp, useCharts, useShownMs, useUrl } from "../../hooks/index.js"
import { usePicked } from "../trials/use-trials.js"

/** What every chart on the page takes: one window, one right edge, one span, the same series off. */
export function useChartProps(): ChartProps {
  const { live, url } = useApp()
  const { windowMs, freezeMs, filter, hiddenSeries, latencyView } = useUrl()
  const markers = useCharts((view) => view.markers)
  const isLoading = useCharts((view) => view.history.state === "loading")
  const pins = usePicked()
  const shownMs = useShownMs()
  const nowMs = freezeMs ?? shownMs
  const points = live.points(windowMs, nowMs)
  const workers = live.workersIn(points)
  const span = useMemo(() => spanInFilter(filter), [filter])
  const reachMs = reachOf(live)
  const changes = useMemo(
    (): Pick<ChartProps, "onSelectSpan" | "onTurnLatencyView"> => ({
      onSelectSpan: (chosen) => url.step({ filter: filterWithSpan(url.get().filter, chosen) }),
      onTurnLatencyView: () => url.turnLatencyView(),
    }),
    [url],
  )
  const chosen = useMemo(
    () => ({ windowMs, frozen: freezeMs !== null, span, hidden: hiddenSeries, latencyView }),
    [windowMs, freezeMs, span, hiddenSeries, latencyView],
  )
  return useMemo(
    () => ({ points, workers, markers, pins, nowMs, isLoading, reachMs, ...chosen, ...changes }),
    [points, workers, markers, pins, nowMs, isLoading, reachMs, chosen, changes],
  )
}

/** From when on the page knows every envelope that ended, in whole seconds. */
function reachOf({ log, epochUnixUs }: LiveStore): number | null {
  const oldest = log.at(log.first)?.endedAt ?? null
  return oldest === null ? null : Math.ceil((epochUnixUs + oldest) / 1e6) * 1000
}
