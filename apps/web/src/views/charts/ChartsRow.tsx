import { CHARTS } from "../../charts/index.js"
import { useUrl } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { PRESENTED_CHARTS } from "../../url-state.js"
import { FairnessPanel } from "../fairness/index.js"
import { TheoryPanel } from "../theory/index.js"
import { ChartControls } from "./ChartControls.js"
import { useChartProps } from "./use-chart-props.js"

/** The charts, all of one window and one right edge. */
export function ChartsRow() {
  const props = useChartProps()
  const { panel } = useUrl()
  const Panel = panel === "theory" ? TheoryPanel : FairnessPanel
  return (
    <section
      aria-label="Charts"
      data-testid={TEST_IDS.charts}
      className="flex min-h-0 min-w-0 flex-col border-t border-line"
    >
      <ChartControls chart={props} />
      <div className="charts live grow">
        {PRESENTED_CHARTS.map((name) => {
          const { Chart } = CHARTS[name]
          const isPanel = name === "split" && panel !== "time"
          return (
            <div key={name} className="min-h-0 min-w-0 bg-bg px-6 pb-1">
              {isPanel ? <Panel /> : <Chart {...props} />}
            </div>
          )
        })}
      </div>
    </section>
  )
}
