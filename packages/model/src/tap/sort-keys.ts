import { lastStepAt } from "@zmqscope/metrics"
import { assertUnreachable, ENVELOPE_STATES, type Envelope } from "@zmqscope/protocol"
import { roundTripUs, spanUs } from "../moments.js"
import type { ColumnId, TapSort } from "./columns.js"
import { MAX_KEY } from "./packed-order.js"

/** Every name of this run by its index, in `Roster`'s words. */
export interface NameList {
  readonly clientNames: ReadonlyMap<number, string>
  readonly workerNames: ReadonlyMap<number, string>
}

/** What a sort goes by, ascending in the order that is shown; whole and from 0, unless it is time. */
export type SortKey = (row: Envelope, nowAt: number) => number

/** What a row lacks stands last, whichever way one sorts. */
const LACKING = MAX_KEY

export function sortKey({ column, descending }: TapSort, names: NameList): SortKey {
  if (column === "time") return descending ? (row) => -lastStepAt(row) : lastStepAt
  const value = columnValue(column, names)
  return (row, nowAt) => {
    const found = value(row, nowAt)
    if (found === null) return LACKING
    const key = Math.min(Math.max(Math.round(found), 0), LACKING - 1)
    return descending ? LACKING - 1 - key : key
  }
}

/** Whether a sort hangs on names, which may become known late. */
export function sortsByName({ column }: TapSort): boolean {
  return column === "client" || column === "worker"
}

function columnValue(
  column: Exclude<ColumnId, "time">,
  names: NameList,
): (row: Envelope, nowAt: number) => number | null {
  switch (column) {
    case "number":
      return (row) => row.number
    case "client": {
      const ranks = rank(names.clientNames)
      return (row) => ranks.get(row.client) ?? null
    }
    case "worker": {
      const ranks = rank(names.workerNames)
      return (row) => (row.worker === null ? null : (ranks.get(row.worker) ?? null))
    }
    case "size":
      return (row) => row.sizeBytes
    case "way":
      return spanUs
    case "rtt":
      return roundTripUs
    case "outcome":
      return (row) => ENVELOPE_STATES.indexOf(row.state)
    case "attempt":
      return (row) => row.attempt
    default:
      return assertUnreachable(column)
  }
}

const collator = new Intl.Collator("en", { numeric: true })

/** The place of each index's name in the order of names; client-2 stands before client-10. */
function rank(names: ReadonlyMap<number, string>): ReadonlyMap<number, number> {
  const places = new Map(
    [...new Set(names.values())].sort(collator.compare).map((name, place) => [name, place]),
  )
  return new Map([...names].map(([index, name]) => [index, places.get(name) ?? 0]))
}
