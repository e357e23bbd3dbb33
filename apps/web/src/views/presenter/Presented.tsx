import { CHARTS } from "../../charts/index.js"
import { TEST_IDS } from "../../test-ids.js"
import type { PresentedChart as ChartName, Presented as Name } from "../../url-state.js"
import { useChartProps } from "../charts/use-chart-props.js"
import { FairnessPanel } from "../fairness/index.js"
import { TheoryPanel } from "../theory/index.js"
import { TrialsPanel } from "../trials/TrialsPanel.js"

/** One chart across the page, or what else there is to show. */
export function Presented({ name }: { readonly name: Name }) {
  return (
    <section
      aria-label="Charts"
      data-testid={TEST_IDS.charts}
      className="presented-chart live min-h-0 min-w-0 overflow-y-auto border-t border-line px-6 pt-2 pb-1.5"
    >
      {contentOf(name)}
    </section>
  )
}

function contentOf(name: Name) {
  switch (name) {
    case "fairness":
      return <FairnessPanel />
    case "theory":
      return <TheoryPanel />
    case "trials":
      return <TrialsPanel />
    default:
      return <PresentedChart name={name} />
  }
}

function PresentedChart({ name }: { readonly name: ChartName }) {
  const props = useChartProps()
  const { Chart } = CHARTS[name]
  return <Chart {...props} />
}
