import { assertUnreachable } from "@zmqscope/protocol"
import { useSyncExternalStore } from "react"
import { useApp } from "../../hooks/index.js"
import { ConnectDialog } from "../connect/index.js"
import { LegendDialog } from "../legend/index.js"
import { Palette } from "../palette/index.js"
import { PeerDetailsDialog } from "../peer-details/index.js"
import { ScenesDialog } from "../scenes/index.js"
import { TrialsDialog } from "../trials/index.js"
import { ConfirmDialog } from "./ConfirmDialog.js"
import { ChangeDialog, SpawnDialog } from "./PeerDialogs.js"
import { ShortcutsDialog } from "./ShortcutsDialog.js"
import { useFocusReturn } from "./use-focus-return.js"

/** The one dialog that is open, if any. */
export function Dialogs() {
  const { dialogs } = useApp().actions
  const open = useSyncExternalStore(dialogs.subscribe, dialogs.get)
  useFocusReturn(open !== null)
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
