import { CHARTS } from "../../charts/index.js"
import { type CommandId, commandInfo, keyNames } from "../../commands/index.js"
import { useApp, useCapability, useFigures, useObstacle, useUrl } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Button, Keys, ToggleGroup } from "../../ui/index.js"
import { PRESENTED, type Presented } from "../../url-state.js"
import { DealingPanel } from "../dealing/DealingPanel.js"
import { Brand } from "../header/PageButtons.js"
import { StatusBadge } from "../status/StatusBadge.js"

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

/** What somebody who presents does, by button, and by the key that stands on it. */
export function PresenterActions() {
  const obstacle = useObstacle()
  const deals = useCapability("deal")
  const pauses = useCapability("pause")
  const isPaused = useFigures((view) => view.snapshot?.settings.paused) === true
  return (
    <div className="presenter-actions">
      {deals && <DealingPanel />}
      <Do command="spawn-client" name="+ Client" obstacle={obstacle} />
      <Do command="spawn-worker" name="+ Worker" obstacle={obstacle} />
      <Do command="spawn-slow-worker" name="+ Slow worker" obstacle={obstacle} />
      <Do command="kill-worker" name="Kill one" obstacle={obstacle} />
      {pauses && <Do command="pause" name={isPaused ? "Resume" : "Pause"} obstacle={obstacle} />}
      <Do command="scenes" name="Scenes" />
      <Do command="race" name="Race" />
      <Do command="sweep" name="Sweep" />
      <Do command="legend" name="Legend" />
    </div>
  )
}

function Do(props: {
  readonly command: CommandId
  readonly name: string
  readonly obstacle?: string | undefined
}) {
  const { command, name, obstacle } = props
  const { commands } = useApp()
  const info = commandInfo(command)
  const key = info.key === undefined ? "" : keyNames(info.key, false).join(" ")
  return (
    <Button
      title={obstacle ?? `${info.title} (${key})`}
      unavailable={obstacle !== undefined}
      onClick={() => commands.run(command)}
    >
      {name} <kbd className="text-tiny text-ink2">{key}</kbd>
    </Button>
  )
}

/** Where outcomes are told while presenting: they cover nothing that is presented. */
export function PresenterFoot() {
  return (
    <footer
      className="presenter-foot border-t border-line px-6 text-label text-ink2"
      data-testid={TEST_IDS.presenterFoot}
    >
      <Keys keys={["1"]} /> to <Keys keys={["7"]} /> what is shown
      <span className="sm:ml-4">
        <Keys keys={["L"]} /> what the signs mean
      </span>
      <span className="sm:ml-4">
        <Keys keys={["?"]} /> all keys
      </span>
    </footer>
  )
}
