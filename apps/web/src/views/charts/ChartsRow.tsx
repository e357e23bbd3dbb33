import { timeOfDay } from "@zmqscope/metrics"
import { type Span, WINDOWS_MS } from "@zmqscope/model"
import { X } from "lucide-react"
import { memo } from "react"
import { CHARTS, type ChartProps, spanOf } from "../../charts/index.js"
import { useApp, useCharts, useCommands, useUrl } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Button, IconButton, ToggleGroup, type ToggleOption } from "../../ui/index.js"
import { type ChartPanel, PRESENTED_CHARTS } from "../../url-state.js"
import { FairnessPanel } from "../fairness/index.js"
import { TheoryPanel } from "../theory/index.js"
import { TrialStrip } from "../trials/TrialStrip.js"
import { useChartProps } from "./use-chart-props.js"

/** The charts, all of one window and one right edge. */
export function ChartsRow() {
  const props = useChartProps()
  const { panel } = useUrl()
  const { frozen, span, onSelectSpan } = props
  const Panel = panel === "theory" ? TheoryPanel : FairnessPanel
  return (
    <section
      aria-label="Charts"
      data-testid={TEST_IDS.charts}
      className="flex min-h-0 min-w-0 flex-col border-t border-line"
    >
      <ChartControls
        frozenAtMs={frozen ? spanOf(props).toMs : null}
        span={span}
        onSelectSpan={onSelectSpan}
      />
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

const WINDOWS: readonly ToggleOption<number>[] = WINDOWS_MS.map((windowMs) => {
  const minutes = windowMs / 60_000
  const title = minutes === 1 ? "The last minute" : `The last ${minutes} minutes`
  return { value: windowMs, label: `${minutes} min`, title }
})

const PANELS: readonly ToggleOption<ChartPanel>[] = [
  { value: "time", label: "Time", title: "Where time goes" },
  { value: "fairness", label: "Fairness", title: "Fairness: who idles while others queue" },
  { value: "theory", label: "Theory", title: "What queueing theory says beside it (Q)" },
]

interface ChartControlsProps extends Pick<ChartProps, "span" | "onSelectSpan"> {
  /** Null while charts go on. */
  readonly frozenAtMs: number | null
}

/** How much time the charts show, whether it stands still, and the span of it that is chosen. */
const ChartControls = memo(({ frozenAtMs, span, onSelectSpan }: ChartControlsProps) => {
  const { url, live } = useApp()
  const { windowMs, panel } = useUrl()
  const history = useCharts((view) => view.history)
  useCommands(history.state === "failed" ? { "load-history": () => live.refreshHistory() } : {})
  return (
    <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-2.5 gap-y-1 px-6 py-1">
      <ToggleGroup
        label="Window of the charts"
        value={windowMs}
        options={WINDOWS}
        onChange={(value) => url.set({ windowMs: value })}
      />
      {frozenAtMs !== null && (
        <span className="text-tiny text-ink2">frozen at {timeOfDay(frozenAtMs)}</span>
      )}
      {span !== null && <ChosenSpan span={span} onClear={() => onSelectSpan(null)} />}
      {history.state === "loading" && (
        <span className="late text-tiny text-ink2">loading what was before…</span>
      )}
      {history.state === "failed" && (
        <span className="flex items-center gap-2 text-tiny text-warn">
          The history could not be loaded: {history.reason}
          <Button look="small" onClick={() => live.refreshHistory()}>
            Try again
          </Button>
        </span>
      )}
      <TrialStrip />
      <ToggleGroup
        label="The last panel"
        value={panel}
        options={PANELS}
        onChange={(value) => url.set({ panel: value })}
      />
    </div>
  )
})

/** What was brushed on a chart, and narrows the envelopes below. */
function ChosenSpan({ span, onClear }: { readonly span: Span; readonly onClear: () => void }) {
  const { fromMs, toMs } = span
  const seconds = ((toMs - fromMs) / 1000).toFixed(1)
  return (
    <span className="flex items-center gap-1.5 rounded-md border border-accent pl-2 text-tiny text-accent">
      {timeOfDay(fromMs)} to {timeOfDay(toMs)}, {seconds} s
      <IconButton
        icon={X}
        isSmall
        className="text-accent"
        label="Clear the span"
        title="Clear the span (Esc on a chart)"
        onClick={onClear}
      />
    </span>
  )
}
