import type { Snapshot } from "@zmqscope/protocol"

/** Names of the peers that are nobody's simulation, workers first. */
export function externalPeers(snapshot: Snapshot | null): readonly string[] {
  if (snapshot === null) return []
  return [...snapshot.workers, ...snapshot.clients]
    .filter((peer) => !peer.simulated && peer.state === "live")
    .map((peer) => peer.name)
}

export function newcomers(
  before: ReadonlySet<string>,
  snapshot: Snapshot | null,
): readonly string[] {
  return externalPeers(snapshot).filter((name) => !before.has(name))
}
