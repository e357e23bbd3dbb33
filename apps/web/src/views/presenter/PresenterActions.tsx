import { type CommandId, commandInfo, keyNames } from "../../commands/index.js"
import { useApp, useCapability, useFigures, useObstacle } from "../../hooks/index.js"
import { Button } from "../../ui/index.js"
import { DealingPanel } from "../dealing/index.js"

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
