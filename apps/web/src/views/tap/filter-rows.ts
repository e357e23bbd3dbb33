import type { Envelope } from "@zmqscope/protocol"
import type { Roster } from "../../store/index.js"

/** The rows in whose client's or worker's name or state the text occurs. */
export function filterRows(
  rows: readonly Envelope[],
  text: string,
  roster: Pick<Roster, "client" | "worker">,
): readonly Envelope[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === "") return rows
  const holds = (value: string) => value.toLowerCase().includes(wanted)
  return rows.filter(
    (row) =>
      holds(row.state) ||
      holds(roster.client(row.client)) ||
      (row.worker !== null && holds(roster.worker(row.worker))),
  )
}
