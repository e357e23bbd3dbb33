import type { LoadShape } from "./children/load.js"

/** Clients / workers, and bytes of a body. */
const PEERS = [
  [1, 1],
  [16, 4],
  [64, 4],
  [256, 16],
] as const
const BYTES = [5, 1024, 65_536] as const

export const ALL_SHAPES: readonly LoadShape[] = PEERS.flatMap(([clients, workers]) =>
  BYTES.map((bytes) => ({ clients, workers, bytes })),
)

export function nameOf({ clients, workers, bytes, perSecond }: LoadShape): string {
  const size = bytes < 1024 ? `${bytes} B` : `${bytes / 1024} KiB`
  const pace = perSecond === undefined ? "" : `, ${perSecond}/s asked`
  return `${clients}/${workers}, ${size}${pace}`
}
