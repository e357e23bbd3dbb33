/** The tap's columns, in their order. */
export const COLUMNS = [
  "number",
  "client",
  "worker",
  "size",
  "way",
  "rtt",
  "outcome",
  "attempt",
  "time",
] as const

export type ColumnId = (typeof COLUMNS)[number]

/** What is shown unless somebody chooses. The number opens the envelope and always stands. */
export const DEFAULT_COLUMNS: readonly ColumnId[] = [
  "number",
  "client",
  "worker",
  "size",
  "way",
  "rtt",
  "outcome",
]

/** The columns with one more, or without it when it is among them; in their own order. */
export function toggleColumn(columns: readonly ColumnId[], column: ColumnId): readonly ColumnId[] {
  return COLUMNS.filter((known) => columns.includes(known) !== (known === column))
}

export interface TapSort {
  readonly column: ColumnId
  readonly descending: boolean
}

/** As a log: what happened last is on top. */
export const DEFAULT_SORT: TapSort = { column: "time", descending: true }

/** Reads `rtt-desc` or `rtt-asc`; undefined when it is neither. */
export function parseSort(text: string): TapSort | undefined {
  const [name, direction] = text.split("-")
  const column = COLUMNS.find((known) => known === name)
  if (column === undefined || (direction !== "asc" && direction !== "desc")) return undefined
  return { column, descending: direction === "desc" }
}

export function formatSort({ column, descending }: TapSort): string {
  return `${column}-${descending ? "desc" : "asc"}`
}

/** Reads `number,client,rtt`; undefined when it names none that is known. */
export function parseColumns(text: string): readonly ColumnId[] | undefined {
  const names = text.split(",")
  const columns = COLUMNS.filter((column) => column === "number" || names.includes(column))
  return columns.length > 1 || text === "number" ? columns : undefined
}

/** What a click on a column's name does: it sorts by it, then the other way, then as by default. */
export function nextSort(sort: TapSort, column: ColumnId): TapSort {
  const first = isHighFirst(column)
  if (sort.column !== column) return { column, descending: first }
  if (sort.descending === first) return { column, descending: !first }
  return DEFAULT_SORT
}

/** Of names one looks for the first, of figures for the highest. */
function isHighFirst(column: ColumnId): boolean {
  return column !== "client" && column !== "worker"
}
