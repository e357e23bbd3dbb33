import { Columns3 } from "lucide-react"
import { useApp, useUrl } from "../../hooks/index.js"
import { COLUMNS, toggleColumn } from "../../model/index.js"
import { IconButton, Menu, MenuCheck } from "../../ui/index.js"
import { COLUMN_LOOKS } from "./layout.js"

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
