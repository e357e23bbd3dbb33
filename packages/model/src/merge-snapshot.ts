import type { Snapshot, SnapshotMessage } from "@zmqscope/protocol"

/** The figures of now with the lists as they are now: of what a snapshot leaves out, what was told before holds. */
export function mergeSnapshot(before: Snapshot | null, message: SnapshotMessage): Snapshot {
  const { clients, workers, changedClients, changedWorkers, ...figures } = message
  return {
    ...figures,
    clients: clients ?? withChanged(before?.clients ?? [], changedClients),
    workers: workers ?? withChanged(before?.workers ?? [], changedWorkers),
  }
}

/** Each that changed in the place of the one of its name. The same array where none did. */
function withChanged<P extends { readonly name: string }>(
  peers: P[],
  changed: readonly P[] | undefined,
): P[] {
  if (changed === undefined) return peers
  const byName = new Map(changed.map((peer) => [peer.name, peer]))
  return peers.map((peer) => byName.get(peer.name) ?? peer)
}
