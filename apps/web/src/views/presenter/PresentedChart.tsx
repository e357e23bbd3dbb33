import {
  type ChartProps,
  LatencyChart,
  LatencySplitChart,
  QueueDepthChart,
  ThroughputChart,
} from "../../charts/index.js"
import { TEST_IDS } from "../../test-ids.js"
import type { PresentedChart as ChartName } from "../../url-state.js"
import { useChartProps } from "../charts/use-chart-props.js"
import { FairnessPanel } from "../fairness/index.js"
import { TrialsPanel } from "../trials/index.js"

/** One chart, or what else there is to show, across the page. */
export function PresentedChart({ name }: { readonly name: ChartName }) {
  const props = useChartProps()
  return (
    <section
      aria-label="Charts"
      data-testid={TEST_IDS.charts}
      className="presented-chart live min-h-0 min-w-0 border-t border-line px-6 pt-2 pb-1.5"
    >
      {chartOf(name, props)}
    </section>
  )
}

function chartOf(name: ChartName, props: ChartProps) {
  switch (name) {
    case "queue":
      return <QueueDepthChart {...props} />
    case "throughput":
      return <ThroughputChart {...props} />
    case "latency":
      return <LatencyChart {...props} />
    case "split":
      return <LatencySplitChart {...props} />
    case "fairness":
      return <FairnessPanel />
    case "trials":
      return (
        <div className="h-full overflow-y-auto">
          <TrialsPanel />
        </div>
      )
  }
}
