import type { Snapshot } from "@zmqscope/protocol"
import type { PeerActions, PeerRef } from "../../actions/index.js"
import type { Command } from "../../commands/index.js"
import type { Selection } from "../../url-state.js"
import { optionsFor } from "../peers/index.js"

interface PeerCommandParts {
  readonly snapshot: Snapshot
  readonly actions: PeerActions
  readonly canDrain: boolean
  readonly canDisconnectClient: boolean
  readonly select: (selection: Selection) => void
}

/** What can be done to each peer, by its name. */
export function peerCommands(parts: PeerCommandParts): readonly Command[] {
  const { workers, clients, settings } = parts.snapshot
  const context = { ...parts, dealing: settings.dealing }
  const refs: readonly PeerRef[] = [
    ...workers.map((peer) => ({ kind: "worker" as const, peer })),
    ...clients.map((peer) => ({ kind: "client" as const, peer })),
  ]
  return refs.flatMap((ref) => {
    const { kind, peer } = ref
    const command = (verb: string, run: () => void): Command => ({
      id: `${verb} ${kind} ${peer.name}`,
      section: kind === "worker" ? "Workers" : "Clients",
      title: `${verb} ${peer.name}`,
      run,
    })
    return [
      command("Show", () => parts.select({ kind, name: peer.name })),
      ...optionsFor(ref, context)
        .filter(({ refusal }) => refusal === undefined)
        .map(({ verb, run }) => command(verb, run)),
    ]
  })
}
