import { UNKNOWN } from "@zmqscope/metrics"
import { Cable, CircleHelp, Flag, Pause, Play, Presentation } from "lucide-react"
import type { CommandId } from "../../commands/index.js"
import { reachableEndpoint } from "../../endpoint.js"
import {
  useApp,
  useCapability,
  useCommands,
  useFigures,
  useObstacle,
  useStatus,
  WATCHED_ONLY,
} from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Button, IconButton } from "../../ui/index.js"
import { copyText } from "../copy-text.js"
import { DealingPanel } from "../dealing/DealingPanel.js"
import { NoticesButton } from "../notices/NoticesButton.js"
import { BrokerSwitch } from "../overview/BrokerSwitch.js"
import { StatusBadge } from "../status/StatusBadge.js"
import { Brand, CommandsButton, ThemeButton, WORDS } from "./PageButtons.js"

export function Header() {
  const { url, scene } = useApp()
  useCommands({ "copy-link": () => void copyText(url.link(), "a link to this view") })
  const frontend = useStatus((view) => view.hello?.frontend)
  const backend = useStatus((view) => view.hello?.backend)
  return (
    <header className="flex min-h-13 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-6 py-0.5">
      <Brand />
      {scene === null && <BrokerSwitch />}
      <StatusBadge />
      <div className="flex min-w-0 flex-col">
        <Endpoint
          label="clients"
          address={frontend}
          command="copy-frontend"
          testId={TEST_IDS.endpointFrontend}
        />
        <Endpoint
          label="workers"
          address={backend}
          command="copy-backend"
          testId={TEST_IDS.endpointBackend}
        />
      </div>
      <Controls />
    </header>
  )
}

const BUTTONS = [
  ["connect", Cable, "Connect", "Connect your own peers (O)"],
  ["race", Flag, "Race", "Ways of dealing side by side (G)"],
  ["present", Presentation, "Present", "Full screen, for a room (P)"],
] as const

function Controls() {
  const { commands } = useApp()
  const deals = useCapability("deal")
  const pauses = useCapability("pause")
  return (
    <div className="flex flex-wrap items-center gap-1 sm:gap-x-2 wide:gap-x-3">
      {deals && <DealingPanel />}
      {pauses && <PauseButton />}
      {!deals && !pauses && (
        <span className="text-ink2 max-wide:sr-only" title={WATCHED_ONLY}>
          Somebody else's broker, watched
        </span>
      )}
      {BUTTONS.map(([command, Icon, name, title]) => (
        <Button key={command} onClick={() => commands.run(command)} title={title}>
          <Icon className="size-3.5 wide:hidden" aria-hidden />
          <span className={WORDS}>{name}</span>
        </Button>
      ))}
      <CommandsButton />
      <NoticesButton />
      <ThemeButton />
      <IconButton
        icon={CircleHelp}
        label="Keyboard shortcuts"
        title="Keyboard shortcuts (?)"
        onClick={() => commands.run("help")}
      />
    </div>
  )
}

function PauseButton() {
  const { broker } = useApp()
  const obstacle = useObstacle()
  const paused = useFigures((view) => view.snapshot?.settings.paused)
  const Icon = paused === true ? Play : Pause
  return (
    <Button
      className={paused === true ? "border-warn text-warn" : ""}
      unavailable={paused === undefined || obstacle !== undefined}
      onClick={() => broker.togglePause()}
      title={obstacle ?? "Pausing stops the dealing; requests wait (B)"}
    >
      <Icon className="size-3.5" aria-hidden />
      <span className={WORDS}>{paused === true ? "Resume broker" : "Pause broker"}</span>
    </Button>
  )
}

/** Where peers connect to; a click copies it. */
function Endpoint({
  label,
  address,
  command,
  testId,
}: {
  readonly label: string
  readonly address: string | undefined
  /** What copies it from anywhere. */
  readonly command: CommandId
  readonly testId: string
}) {
  const shown = address && reachableEndpoint(address, window.location.hostname)
  useCommands(shown ? { [command]: () => void copyText(shown) } : {})
  return (
    <button
      type="button"
      className="group inline-flex h-6 min-w-0 items-center gap-1.5 rounded-md text-label text-ink2"
      onClick={() => shown && void copyText(shown)}
      disabled={shown === undefined}
      title={`Copy where ${label} connect: ${shown ?? UNKNOWN}`}
      data-testid={testId}
      data-value={shown ?? ""}
    >
      <span className="shrink-0">{label} to</span>
      <code className="truncate text-ink group-hover:text-accent">{shown ?? UNKNOWN}</code>
    </button>
  )
}
