import { X } from "lucide-react"
import { type ChartProps, spanOf } from "../../charts/index.js"
import { timeOfDay } from "../../format.js"
import { useApp, useCharts, useCommands, useUrl } from "../../hooks/index.js"
import { type Span, WINDOWS_MS } from "../../model/index.js"
import { Button, ToggleGroup, type ToggleOption } from "../../ui/index.js"
import type { ChartPanel } from "../../url-state.js"
import { TrialStrip } from "../trials/index.js"

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

/** How much time the charts show, whether it stands still, and the span of it that is chosen. */
export function ChartControls({ chart }: { readonly chart: ChartProps }) {
  const { url, live } = useApp()
  const { windowMs, freezeMs, panel } = useUrl()
  const history = useCharts((view) => view.history)
  const { span, onSelectSpan } = chart
  const frozen = freezeMs !== null
  useCommands(history.state === "failed" ? { "load-history": () => live.refreshHistory() } : {})
  return (
    <div className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-2.5 gap-y-1 px-6 py-1">
      <ToggleGroup
        name="window"
        label="Window of the charts"
        value={windowMs}
        options={WINDOWS}
        onChange={(value) => url.set({ windowMs: value })}
      />
      {frozen && (
        <span className="text-tiny text-ink2">frozen at {timeOfDay(spanOf(chart).toMs)}</span>
      )}
      {span !== null && <ChosenSpan span={span} onClear={() => onSelectSpan(null)} />}
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
        name="panel"
        label="The last panel"
        value={panel}
        options={PANELS}
        onChange={(value) => url.set({ panel: value })}
      />
    </div>
  )
}

/** What was brushed on a chart, and narrows the envelopes below. */
function ChosenSpan({ span, onClear }: { readonly span: Span; readonly onClear: () => void }) {
  const { fromMs, toMs } = span
  const seconds = ((toMs - fromMs) / 1000).toFixed(1)
  return (
    <span className="flex items-center gap-1.5 rounded-md border border-accent pl-2 text-tiny text-accent">
      {timeOfDay(fromMs)} to {timeOfDay(toMs)}, {seconds} s
      <Button
        look="plain"
        className="text-accent"
        aria-label="Clear the span"
        title="Clear the span (Esc on a chart)"
        onClick={onClear}
      >
        <X className="size-3.5" aria-hidden />
      </Button>
    </span>
  )
}
