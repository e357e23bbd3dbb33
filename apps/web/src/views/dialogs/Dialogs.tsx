import { useEffect } from "react"
import { useApp, useStore } from "../../hooks/index.js"
import { later } from "../later.js"
import { ConfirmDialog } from "./ConfirmDialog.js"
import { useFocusReturn } from "./use-focus-return.js"

const PeerDialog = later("this form", () => import("./PeerDialog.js"), "PeerDialog")
const PeerDetailsDialog = later(
  "all that is known of a peer",
  () => import("../peer-details/PeerDetailsDialog.js"),
  "PeerDetailsDialog",
)

/** Those that need to know nothing. */
const PLAIN = {
  palette: later("the commands", () => import("../palette/Palette.js"), "Palette"),
  shortcuts: later("the keys", () => import("./ShortcutsDialog.js"), "ShortcutsDialog"),
  connect: later("how to connect", () => import("../connect/ConnectDialog.js"), "ConnectDialog"),
  legend: later("what the signs mean", () => import("../legend/LegendDialog.js"), "LegendDialog"),
  scenes: later("the scenes", () => import("../scenes/ScenesDialog.js"), "ScenesDialog"),
  trials: later("the trials", () => import("../trials/TrialsPanel.js"), "TrialsDialog"),
} as const

/** The one dialog that is open, if any. */
export function Dialogs() {
  const { dialogs } = useApp().actions
  const open = useStore(dialogs)
  useFocusReturn(open !== null)
  // With the first screen, after it: what is typed after its key would be lost until it is there.
  useEffect(() => PLAIN.palette.ask(), [])
  const onClose = () => dialogs.set(null)
  if (open === null) return null
  switch (open.type) {
    case "spawn":
    case "change":
      return <PeerDialog dialog={open} onClose={onClose} />
    case "confirm":
      return <ConfirmDialog question={open.question} onClose={onClose} />
    case "peer":
      return <PeerDetailsDialog kind={open.kind} name={open.name} onClose={onClose} />
    default: {
      const Plain = PLAIN[open.type]
      return <Plain onClose={onClose} />
    }
  }
}
