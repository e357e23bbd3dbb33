import type { Snapshot } from "@zmqscope/protocol"
import type { PeerActions, PeerRef } from "../../actions/index.js"
import type { Command } from "../../commands/index.js"
import type { Selection } from "../../url-state.js"

interface PeerCommandParts {
  readonly snapshot: Snapshot
  readonly actions: PeerActions
  readonly select: (selection: Selection) => void
}

/** What can be done to each peer, by its name. */
export function peerCommands(parts: PeerCommandParts): readonly Command[] {
  const { snapshot } = parts
  return [
    ...snapshot.workers.flatMap((peer) => commandsOn({ kind: "worker", peer }, parts)),
    ...snapshot.clients.flatMap((peer) => commandsOn({ kind: "client", peer }, parts)),
  ]
}

function commandsOn(ref: PeerRef, parts: PeerCommandParts): readonly Command[] {
  const { kind, peer } = ref
  const { name } = peer
  const { actions } = parts
  const command = (verb: string, run: () => void): Command => ({
    id: `${verb} ${kind} ${name}`,
    section: kind === "worker" ? "Workers" : "Clients",
    title: `${verb} ${name}`,
    run,
  })
  const commands = [command("Show", () => parts.select({ kind, name }))]
  if (peer.simulated) {
    commands.push(command("Kill", () => actions.remove(ref, "kill")))
    commands.push(command("Stop", () => actions.remove(ref, "stop")))
    if (peer.behaviour !== null) {
      commands.push(command("Change", () => actions.dialogs.set({ type: "change", ...ref })))
    }
  } else if (kind === "worker") {
    commands.push(command("Disconnect", () => actions.remove(ref, "kill")))
  }
  if (ref.kind === "worker" && parts.snapshot.settings.dealing !== "dealer") {
    const worker = ref.peer
    if (worker.state === "live")
      commands.push(
        command("Drain", () => actions.remove({ kind: "worker", peer: worker }, "drain")),
      )
  }
  return commands
}
