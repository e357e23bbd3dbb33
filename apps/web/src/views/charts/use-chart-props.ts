import { useMemo } from "react"
import type { ChartProps } from "../../charts/index.js"
import { useApp, useCharts, useUrl } from "../../hooks/index.js"
import { filterWithSpan, spanInFilter } from "../../model/index.js"

/** What every chart on the page takes: one window, one right edge, one span, the same series off. */
export function useChartProps(): ChartProps {
  const { live, url } = useApp()
  const { windowMs, freezeMs, filter, hiddenSeries, latencyView } = useUrl()
  const liveNowMs = useCharts((view) => view.nowMs)
  const markers = useCharts((view) => view.markers)
  const nowMs = freezeMs ?? liveNowMs
  const points = live.points(windowMs, nowMs)
  const workers = live.workersIn(points)
  const span = useMemo(() => spanInFilter(filter), [filter])
  const changes = useMemo(
    (): Pick<ChartProps, "onSelectSpan" | "onToggleSeries" | "onTurnLatencyView"> => ({
      onSelectSpan: (chosen) => url.step({ filter: filterWithSpan(url.get().filter, chosen) }),
      onToggleSeries: (id) => url.toggleSeries(id),
      onTurnLatencyView: () => url.turnLatencyView(),
    }),
    [url],
  )
  return useMemo(
    () => ({
      points,
      workers,
      markers,
      windowMs,
      nowMs,
      frozen: freezeMs !== null,
      reachMs: null,
      span,
      hidden: hiddenSeries,
      latencyView,
      ...changes,
    }),
    [points, workers, markers, windowMs, nowMs, freezeMs, span, hiddenSeries, latencyView, changes],
  )
}
