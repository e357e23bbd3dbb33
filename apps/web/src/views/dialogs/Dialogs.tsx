import { assertUnreachable } from "@zmqscope/protocol"
import { useEffect, useSyncExternalStore } from "react"
import { useApp } from "../../hooks/index.js"
import { later } from "../later.js"
import { ConfirmDialog } from "./ConfirmDialog.js"
import { useFocusReturn } from "./use-focus-return.js"

const Palette = later("the commands", async () => (await import("../palette/index.js")).Palette)
const PEER_FORM = "this form"
const SpawnDialog = later(PEER_FORM, async () => (await import("./PeerDialogs.js")).SpawnDialog)
const ChangeDialog = later(PEER_FORM, async () => (await import("./PeerDialogs.js")).ChangeDialog)
const ShortcutsDialog = later(
  "the keys",
  async () => (await import("./ShortcutsDialog.js")).ShortcutsDialog,
)
const ConnectDialog = later(
  "how to connect",
  async () => (await import("../connect/index.js")).ConnectDialog,
)
const LegendDialog = later(
  "what the signs mean",
  async () => (await import("../legend/index.js")).LegendDialog,
)
const PeerDetailsDialog = later(
  "all that is known of a peer",
  async () => (await import("../peer-details/index.js")).PeerDetailsDialog,
)
const ScenesDialog = later(
  "the scenes",
  async () => (await import("../scenes/ScenesDialog.js")).ScenesDialog,
)
const TrialsDialog = later(
  "the trials",
  async () => (await import("../trials/TrialsDialog.js")).TrialsDialog,
)

/** The one dialog that is open, if any. */
export function Dialogs() {
  const { dialogs } = useApp().actions
  const open = useSyncExternalStore(dialogs.subscribe, dialogs.get)
  useFocusReturn(open !== null)
  // With the first screen, after it: what is typed after its key would be lost until it is there.
  useEffect(() => Palette.ask(), [])
  const onClose = () => dialogs.set(null)
  if (open === null) return null
  switch (open.type) {
    case "spawn":
      return <SpawnDialog kind={open.kind} onClose={onClose} />
    case "change": {
      const { name, behaviour } = open.peer
      if (behaviour === null) return null
      return <ChangeDialog kind={open.kind} name={name} behaviour={behaviour} onClose={onClose} />
    }
    case "confirm":
      return <ConfirmDialog question={open.question} onClose={onClose} />
    case "peer":
      return <PeerDetailsDialog kind={open.kind} name={open.name} onClose={onClose} />
    case "shortcuts":
      return <ShortcutsDialog onClose={onClose} />
    case "palette":
      return <Palette onClose={onClose} />
    case "legend":
      return <LegendDialog onClose={onClose} />
    case "scenes":
      return <ScenesDialog onClose={onClose} />
    case "trials":
      return <TrialsDialog onClose={onClose} />
    case "connect":
      return <ConnectDialog onClose={onClose} />
    default:
      return assertUnreachable(open)
  }
}
