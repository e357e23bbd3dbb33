import type { ColumnId } from "@zmqscope/model"

interface ColumnLook {
  readonly name: string
  readonly track: string
  readonly right: boolean
  /** What it shows, for who does not know. */
  readonly title: string
}

export const COLUMN_LOOKS: Readonly<Record<ColumnId, ColumnLook>> = {
  number: { name: "#", track: "6rem", right: true, title: "The envelope's number" },
  client: {
    name: "client",
    track: "minmax(6rem, 9rem)",
    right: false,
    title: "Who sent the request",
  },
  worker: {
    name: "worker",
    track: "minmax(7rem, 11rem)",
    right: false,
    title: "Who it was dealt to",
  },
  size: { name: "size", track: "4.5rem", right: true, title: "Body of the request" },
  way: {
    name: "waiting, backlog, service",
    track: "minmax(9rem, 1fr)",
    right: false,
    title: "Where its time went: waiting, in the DEALER, backlog, service, return",
  },
  rtt: {
    name: "round trip",
    track: "5.5rem",
    right: true,
    title: "From arrival to the reply's departure",
  },
  outcome: {
    name: "outcome",
    track: "minmax(7rem, 12rem)",
    right: false,
    title: "What became of it and why, or where it is",
  },
  attempt: { name: "attempt", track: "4.5rem", right: true, title: "More than 1: it was requeued" },
  time: { name: "time", track: "6.5rem", right: true, title: "When it ended, or last moved on" },
}

/** Of the head and of each row. */
export const GRID = "grid min-w-max grid-cols-(--tap-columns) gap-x-4 px-6"

export function tracksOf(columns: readonly ColumnId[]): string {
  const tracks = columns.map((column) => COLUMN_LOOKS[column].track)
  // Without the column that takes what is left, something else must.
  return columns.includes("way") ? tracks.join(" ") : `${tracks.join(" ")} 1fr`
}
