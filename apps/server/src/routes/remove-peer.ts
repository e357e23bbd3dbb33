import type { Client, Worker } from "@zmqscope/protocol"
import type { Concerned } from "../journal.js"
import type { Scope } from "../scope.js"
import { unlessGone } from "./peers.js"

/** Which peer is meant, of either side. */
export type PeerOfSide =
  | { readonly side: "client"; readonly peer: Client }
  | { readonly side: "worker"; readonly peer: Worker }

/** Kills or stops a simulated peer; an external one is disconnected. */
export async function removePeer(
  { runs, link }: Scope,
  { side, peer }: PeerOfSide,
  mode: "kill" | "stop",
): Promise<void> {
  const { name, index, simulated } = peer
  // What it loses is lost before the answer comes.
  const details = { sinceMs: runs.nowUnixMs, about: { side, name } }
  if (simulated) {
    await unlessGone(side, name, link.simulator.remove(side, name, mode))
    runs.mark(mode, `${name} ${mode === "kill" ? "killed" : "stopped"}`, details)
    return
  }
  const call = side === "client" ? "disconnectClient" : "disconnectWorker"
  await unlessGone(side, name, link.broker.call(call, { index }))
  runs.mark("kill", `${name} disconnected`, details)
}

/** Whom the log says were spawned: by name, where it is one. */
export function spawnedOnes(
  side: "client" | "worker",
  spawned: readonly { readonly name: string }[],
): Concerned {
  const [only, ...others] = spawned
  return { side, name: only !== undefined && others.length === 0 ? only.name : null }
}
