import { CHARTS } from "../../charts/index.js"
import { useApp, useUrl } from "../../hooks/index.js"
import { Button, Keys, ToggleGroup } from "../../ui/index.js"
import { PRESENTED_CHARTS } from "../../url-state.js"
import { Brand } from "../header/Brand.js"
import { StatusBadge } from "../status/index.js"

const OPTIONS = PRESENTED_CHARTS.map((value, at) => {
  const { title } = CHARTS[value]
  return { value, label: title, title: `${title} (${at + 1})` }
})

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
        options={OPTIONS}
        onChange={(chart) => url.set({ presented: chart })}
      />
      <Button look="small" onClick={() => commands.run("present-leave")}>
        Leave <Keys keys={["Esc"]} />
      </Button>
    </header>
  )
}
