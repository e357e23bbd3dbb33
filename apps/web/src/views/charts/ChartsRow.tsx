import { useMemo } from "react"
import {
  LatencyChart,
  LatencySplitChart,
  QueueDepthChart,
  ThroughputChart,
} from "../../charts/index.js"
import { useApp, useCharts, useUrl } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { ChartControls } from "./ChartControls.js"

/** The charts, all of one window and one right edge. */
export function ChartsRow() {
  const { live } = useApp()
  const { windowMs, freezeMs } = useUrl()
  const liveNowMs = useCharts((view) => view.nowMs)
  const markers = useCharts((view) => view.markers)
  const nowMs = freezeMs ?? liveNowMs
  const points = live.points(windowMs, nowMs)
  const workers = live.workersIn(points)
  const props = useMemo(
    () => ({ points, workers, markers, windowMs, nowMs, frozen: freezeMs !== null }),
    [points, workers, markers, windowMs, nowMs, freezeMs],
  )
  return (
    <section
      aria-label="Charts"
      data-testid={TEST_IDS.charts}
      className="flex min-h-0 min-w-0 flex-col border-t border-line"
    >
      <ChartControls nowMs={nowMs} />
      <div className="charts live grow">
        <div className="chart-cell">
          <QueueDepthChart {...props} />
        </div>
        <div className="chart-cell">
          <ThroughputChart {...props} />
        </div>
        <div className="chart-cell">
          <LatencyChart {...props} />
        </div>
        <div className="chart-cell">
          <LatencySplitChart {...props} />
        </div>
      </div>
    </section>
  )
}
