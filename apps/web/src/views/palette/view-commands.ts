import { allSeries } from "../../charts/index.js"
import type { Command } from "../../commands/index.js"
import type { UrlStore } from "../../hooks/index.js"
import { COLUMNS, nextSort, toggleColumn, type WorkerSeries } from "../../model/index.js"
import { COLUMN_LOOKS } from "../tap/layout.js"

/** What the lists and the charts show: each column and each series. */
export function viewCommands(url: UrlStore, workers: readonly WorkerSeries[]): readonly Command[] {
  return [
    ...COLUMNS.map((column) => ({
      id: `sort by ${column}`,
      section: "Envelopes",
      title: `Sort the envelopes by ${COLUMN_LOOKS[column].name}`,
      words: `tap order ${column}`,
      run: () => url.set({ tapSort: nextSort(url.get().tapSort, column) }),
    })),
    ...COLUMNS.filter((column) => column !== "number").map((column) => ({
      id: `column ${column}`,
      section: "Envelopes",
      title: `Show or hide the column ${COLUMN_LOOKS[column].name}`,
      words: `tap ${column}`,
      run: () => url.set({ tapColumns: toggleColumn(url.get().tapColumns, column) }),
    })),
    ...allSeries(workers).map(({ id, words }) => ({
      id: `series ${id}`,
      section: "Charts",
      title: `Show or hide ${words}`,
      words: "series",
      run: () => url.toggleSeries(id),
    })),
  ]
}
