import { useState } from "react"

interface Named {
  readonly name: string
}

interface Place extends Named {
  readonly index: number
}

/** Which row Tab stops at, -1 without any. It is a peer's, however many come and go before it. */
export function useTabStop(peers: readonly Named[]): [index: number, set: (index: number) => void] {
  const [last, setLast] = useState<Place>({ name: "", index: 0 })
  const index = placeOf(last, peers)
  const name = peers[index]?.name
  if (name !== undefined && (name !== last.name || index !== last.index)) setLast({ name, index })
  return [index, (next) => setLast({ name: peers[next]?.name ?? "", index: next })]
}

/** Where a peer stands now; its neighbour's place once it has gone. */
export function placeOf(last: Place, peers: readonly Named[]): number {
  const index = peers.findIndex(({ name }) => name === last.name)
  return index === -1 ? Math.min(last.index, peers.length - 1) : index
}
