import { ArrowDown, ArrowUp } from "lucide-react"
import { useApp, useUrl } from "../../hooks/index.js"
import { nextSort } from "../../model/index.js"
import { COLUMN_LOOKS, GRID } from "./layout.js"

/** The tap's columns, by name; each sorts. */
export function TapHead() {
  const { url } = useApp()
  const { tapColumns, tapSort } = useUrl()
  return (
    <thead className="sticky top-0 z-20 block bg-bg text-tiny text-ink2">
      <tr className={`${GRID} border-b border-line`}>
        {tapColumns.map((column) => {
          const { name, right, title } = COLUMN_LOOKS[column]
          const sorted = tapSort.column === column
          const Arrow = tapSort.descending ? ArrowDown : ArrowUp
          return (
            <th
              key={column}
              scope="col"
              aria-sort={sorted ? (tapSort.descending ? "descending" : "ascending") : undefined}
              className={`min-w-0 font-medium ${right ? "text-right" : "text-left"}`}
            >
              <button
                type="button"
                title={`${title}. Sorts the list.`}
                className={`inline-flex h-6 max-w-full items-center gap-1 hover:text-ink ${sorted ? "text-ink" : ""}`}
                onClick={() => url.set({ tapSort: nextSort(tapSort, column) })}
              >
                <span className="truncate">{name}</span>
                {sorted && <Arrow className="size-3 shrink-0" aria-hidden />}
              </button>
            </th>
          )
        })}
      </tr>
    </thead>
  )
}
