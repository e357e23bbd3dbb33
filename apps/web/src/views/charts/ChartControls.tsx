import { Snowflake } from "lucide-react"
import { WINDOWS_MS } from "../../charts/index.js"
import { useApp, useCharts, useUrl } from "../../hooks/index.js"
import { Button, ToggleGroup, type ToggleOption } from "../../ui/index.js"

const WINDOWS: readonly ToggleOption<number>[] = WINDOWS_MS.map((windowMs) => {
  const minutes = windowMs / 60_000
  const title = minutes === 1 ? "The last minute" : `The last ${minutes} minutes`
  return { value: windowMs, label: `${minutes} min`, title }
})

/** How much time the charts show, and whether it stands still. */
export function ChartControls({ nowMs }: { readonly nowMs: number }) {
  const { url, live } = useApp()
  const { windowMs, freezeMs } = useUrl()
  const history = useCharts((view) => view.history)
  const frozen = freezeMs !== null
  return (
    <div className="flex h-9 shrink-0 items-center gap-2.5 px-6">
      <ToggleGroup
        name="window"
        label="Window of the charts"
        value={windowMs}
        options={WINDOWS}
        onChange={(value) => url.set({ windowMs: value })}
      />
      <Button
        look="small"
        aria-pressed={frozen}
        disabled={nowMs === 0}
        title="Hold the charts still (F)"
        className={frozen ? "border-accent text-accent" : ""}
        onClick={() => url.set({ freezeMs: frozen ? null : Math.round(nowMs) })}
      >
        <Snowflake className="size-3" aria-hidden />
        {frozen ? "Frozen" : "Freeze"}
      </Button>
      {frozen && (
        <span className="text-tiny text-ink2">at {new Date(freezeMs).toLocaleTimeString()}</span>
      )}
      {history.state === "failed" && (
        <span className="flex items-center gap-2 text-tiny text-warn">
          The history could not be loaded: {history.reason}
          <Button look="small" onClick={() => live.refreshHistory()}>
            Try again
          </Button>
        </span>
      )}
    </div>
  )
}
