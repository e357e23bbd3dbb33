import type { PeerKind, Removal } from "../api/index.js"
import { plural } from "../format.js"
import type { PeerRef } from "./peer-actions.js"

/** What killing workers does to the requests they have in hand. */
export function describeKill(outstanding: number, requeues: boolean): string {
  if (outstanding === 0) return "No request is in hand there, so none is lost."
  const requests = plural(outstanding, "request")
  return requeues
    ? `${requests} in hand would go back to the head of the queue.`
    : `${requests} in hand would be lost.`
}

export function describeRemoved({ peer }: PeerRef, mode: Removal): string {
  if (!peer.simulated) return `Disconnected ${peer.name}`
  return mode === "kill" ? `Killed ${peer.name}` : `${peer.name} stops after what it has in hand`
}

/** What was to be done had been done already, by itself or by somebody else. */
export function describeGone(what: string): string {
  return `${what} had gone already`
}

export function describeDrain(name: string, simulated: boolean): string {
  return `Nothing more is dealt to ${name}: ${simulated ? "it goes" : "stop it"} once it has replied to all it has`
}

/** One by its name, several by their number. */
export function describeSpawned(
  kind: PeerKind,
  count: number,
  spawned: readonly { readonly name: string }[],
): string {
  const [only] = spawned
  return `Spawned ${count === 1 && only !== undefined ? only.name : plural(count, kind)}`
}
