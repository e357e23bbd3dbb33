import { useApp, useSelection } from "../../hooks/index.js"

/** Whether a peer is selected, by itself or with the envelope that is. */
export function useLit(kind: "client" | "worker", name: string): boolean {
  const { live } = useApp()
  const { selection } = useSelection()
  if (selection === null) return false
  if (selection.kind !== "envelope") return selection.kind === kind && selection.name === name
  const row = live.envelope(selection.number)
  if (row === undefined) return false
  if (kind === "client") return live.roster.client(row.client) === name
  return row.worker !== null && live.roster.worker(row.worker) === name
}
