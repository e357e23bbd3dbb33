import { useApp, useUrl } from "../../hooks/index.js"
import { Button, Keys, ToggleGroup, type ToggleOption } from "../../ui/index.js"
import type { PresentedChart } from "../../url-state.js"
import { Brand } from "../header/Brand.js"
import { StatusBadge } from "../status/index.js"
import { PresenterActions } from "./PresenterActions.js"

const CHARTS: readonly ToggleOption<PresentedChart>[] = [
  { value: "queue", label: "Queue depth", title: "Queue depth (1)" },
  { value: "throughput", label: "Throughput", title: "Throughput (2)" },
  { value: "latency", label: "Round trip", title: "Round trip (3)" },
  { value: "split", label: "Where time goes", title: "Where time goes (4)" },
  { value: "fairness", label: "Fairness", title: "Who idles while others queue (5)" },
  { value: "trials", label: "Trials", title: "Results side by side (6)" },
]

/** In place of the header: how it stands with the stream, what can be done and shown, and the way out. */
export function PresenterBar() {
  const { url, commands, scene } = useApp()
  const { presented } = useUrl()
  return (
    <header className="presenter-bar border-b border-line px-6">
      <Brand />
      <StatusBadge />
      <span className="grow" />
      <ToggleGroup
        name="presented"
        label="What is shown below the flow"
        value={presented ?? "queue"}
        options={CHARTS}
        onChange={(chart) => url.set({ presented: chart })}
      />
      {scene === null && (
        <Button look="small" onClick={() => commands.run("present-leave")}>
          Leave <Keys keys={["Esc"]} />
        </Button>
      )}
      {scene === null && <PresenterActions />}
    </header>
  )
}
