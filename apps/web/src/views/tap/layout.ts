import type { ColumnId } from "@zmqscope/model"

interface ColumnLook {
  readonly name: string
  readonly track: string
  /** What it shows, for who does not know. */
  readonly title: string
  /** At its right end. */
  readonly right: boolean
}

function words(name: string, track: string, title: string): ColumnLook {
  return { name, track, title, right: false }
}

function figure(name: string, track: string, title: string): ColumnLook {
  return { name, track, title, right: true }
}

export const COLUMN_LOOKS: Readonly<Record<ColumnId, ColumnLook>> = {
  number: figure("#", "6rem", "The envelope's number"),
  client: words("client", "minmax(6rem, 9rem)", "Who sent the request"),
  worker: words("worker", "minmax(7rem, 11rem)", "Who it was dealt to"),
  size: figure("size", "4.5rem", "Body of the request"),
  way: words(
    "waiting, backlog, service",
    "minmax(9rem, 1fr)",
    "Where its time went: waiting, in the DEALER, backlog, service, return",
  ),
  rtt: figure("round trip", "5.5rem", "From arrival to the reply's departure"),
  outcome: words("outcome", "minmax(7rem, 12rem)", "What became of it and why, or where it is"),
  attempt: figure("attempt", "4.5rem", "More than 1: it was requeued"),
  time: figure("time", "6.5rem", "When it ended, or last moved on"),
}

/** Of the head and of each row. */
export const GRID = "grid min-w-max grid-cols-(--tap-columns) gap-x-4 px-6"

export function tracksOf(columns: readonly ColumnId[]): string {
  const tracks = columns.map((column) => COLUMN_LOOKS[column].track)
  // Without the column that takes what is left, something else must.
  return columns.includes("way") ? tracks.join(" ") : `${tracks.join(" ")} 1fr`
}
