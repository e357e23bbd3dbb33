import {
  LatencyChart,
  LatencySplitChart,
  QueueDepthChart,
  ThroughputChart,
} from "../../charts/index.js"
import { useUrl } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { FairnessPanel } from "../fairness/index.js"
import { ChartControls } from "./ChartControls.js"
import { useChartProps } from "./use-chart-props.js"

/** The charts, all of one window and one right edge. */
export function ChartsRow() {
  const props = useChartProps()
  const { panel } = useUrl()
  return (
    <section
      aria-label="Charts"
      data-testid={TEST_IDS.charts}
      className="flex min-h-0 min-w-0 flex-col border-t border-line"
    >
      <ChartControls chart={props} />
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
          {panel === "time" ? <LatencySplitChart {...props} /> : <FairnessPanel />}
        </div>
      </div>
    </section>
  )
}
