export { endsInOrder } from "./behind.js"
export {
  COLUMNS,
  type ColumnId,
  DEFAULT_COLUMNS,
  DEFAULT_SORT,
  formatSort,
  nextSort,
  parseColumns,
  parseSort,
  toggleColumn,
} from "./columns.js"
export * from "./filter/index.js"
export { SlowedInput } from "./slowed-input.js"
export { TapBoard } from "./tap-board.js"
export { TapLog } from "./tap-log.js"
