import { assertUnreachable } from "@zmqscope/protocol"
import { useSyncExternalStore } from "react"
import { useApp } from "../../hooks/index.js"
import { ConnectDialog } from "../connect/index.js"
import { Palette } from "../palette/index.js"
import { PeerDetailsDialog } from "../peer-details/index.js"
import { ScenesDialog } from "../scenes/index.js"
import { TrialsDialog } from "../trials/index.js"
import { ChangeClientDialog, ChangeWorkerDialog } from "./ChangeDialog.js"
import { ConfirmDialog } from "./ConfirmDialog.js"
import { ShortcutsDialog } from "./ShortcutsDialog.js"
import { SpawnDialog } from "./SpawnDialog.js"
import { useFocusReturn } from "./use-focus-return.js"

/** The one dialog that is open, if any. */
export function Dialogs() {
  const { dialogs } = useApp().actions
  const open = useSyncExternalStore(dialogs.subscribe, dialogs.get)
  useFocusReturn(open !== null)
  const onClose = () => dialogs.close()
  if (open === null) return null
  switch (open.type) {
    case "spawn":
      return <SpawnDialog kind={open.kind} onClose={onClose} />
    case "change": {
      const { name } = open.peer
      if (open.peer.behaviour === null) return null
      return open.kind === "client" ? (
        <ChangeClientDialog name={name} behaviour={open.peer.behaviour} onClose={onClose} />
      ) : (
        <ChangeWorkerDialog name={name} behaviour={open.peer.behaviour} onClose={onClose} />
      )
    }
    case "confirm":
      return <ConfirmDialog question={open.question} onClose={onClose} />
    case "peer":
      return <PeerDetailsDialog kind={open.kind} name={open.name} onClose={onClose} />
    case "shortcuts":
      return <ShortcutsDialog onClose={onClose} />
    case "palette":
      return <Palette onClose={onClose} />
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
