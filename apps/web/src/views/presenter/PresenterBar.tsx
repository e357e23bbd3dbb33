import { CHARTS } from "../../charts/index.js"
import { useApp, useUrl } from "../../hooks/index.js"
import { Button, Keys, ToggleGroup } from "../../ui/index.js"
import { PRESENTED, type Presented } from "../../url-state.js"
import { Brand } from "../header/Brand.js"
import { StatusBadge } from "../status/index.js"
import { PresenterActions } from "./PresenterActions.js"

const OPTIONS = PRESENTED.map((value, at) => {
  const title = titleOf(value)
  // As the last panel's choice has it: there is no room for more at 1024 pixels.
  const label = value === "split" ? "Time" : title
  return { value, label, title: `${title} (${at + 1})` }
})

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
        options={OPTIONS}
        onChange={(name) => url.set({ presented: name })}
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

function titleOf(name: Presented): string {
  switch (name) {
    case "fairness":
      return "Fairness"
    case "theory":
      return "Theory"
    case "trials":
      return "Trials"
    default:
      return CHARTS[name].title
  }
}
