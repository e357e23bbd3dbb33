import { COLUMNS, nextSort, toggleColumn } from "@zmqscope/model"
import { ArrowDown, ArrowUp, Columns3 } from "lucide-react"
import { useApp, useUrl } from "../../hooks/index.js"
import { IconButton, Menu, MenuCheck } from "../../ui/index.js"
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

/** Which columns the tap shows. The number always stands: it opens the envelope. */
export function ColumnMenu() {
  const { url } = useApp()
  const { tapColumns } = useUrl()
  return (
    <Menu
      label="Columns"
      trigger={<IconButton icon={Columns3} isSmall label="Columns" title="Columns" />}
    >
      {COLUMNS.filter((column) => column !== "number").map((column) => (
        <MenuCheck
          key={column}
          checked={tapColumns.includes(column)}
          onToggle={() => url.set({ tapColumns: toggleColumn(tapColumns, column) })}
        >
          {COLUMN_LOOKS[column].name}
        </MenuCheck>
      ))}
    </Menu>
  )
}
