import { useApp, useUrl } from "../../hooks/index.js"
import { Button, Keys, ToggleGroup, type ToggleOption } from "../../ui/index.js"
import type { PresentedChart } from "../../url-state.js"
import { Brand } from "../header/Brand.js"
import { StatusBadge } from "../status/index.js"

const CHARTS: readonly ToggleOption<PresentedChart>[] = [
  { value: "queue", label: "Queue depth", title: "Queue depth (1)" },
  { value: "throughput", label: "Throughput", title: "Throughput (2)" },
  { value: "latency", label: "Round trip", title: "Round trip (3)" },
  { value: "split", label: "Where time goes", title: "Where time goes (4)" },
]

/** In place of the header: how it stands with the stream, which chart is shown, and the way out. */
export function PresenterBar() {
  const { url, commands } = useApp()
  const { presented } = useUrl()
  return (
    <header className="flex min-h-11 flex-wrap items-center gap-x-4 border-b border-line px-6">
      <Brand />
      <StatusBadge />
      <span className="grow" />
      <ToggleGroup
        name="presented"
        label="The chart that is shown"
        value={presented ?? "queue"}
        options={CHARTS}
        onChange={(chart) => url.set({ presented: chart })}
      />
      <Button look="small" onClick={() => commands.run("present-leave")}>
        Leave <Keys keys={["Esc"]} />
      </Button>
    </header>
  )
}
