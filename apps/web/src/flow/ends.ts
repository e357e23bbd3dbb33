import type { RowList } from "@zmqscope/model"
import type { FlowLayout, WireEnd } from "./layout.js"

/** Where a peer's wire ends, and what room there is for what stands there. */
export interface End extends WireEnd {
  readonly name: string
  /** Pixels: of a backlog along its wire, or of a stack above its line. */
  readonly roomPx: number
  /** Rows of dots that fit between two wires; 0 in a matrix. */
  readonly rows: number
  /** Width of its cell in a matrix, pixels. */
  readonly cellPx: number
}

/** A list beside the flow, in pixels of the flow; null: there is none, or it does not fit beside it. */
export interface RowsBeside {
  readonly topY: number
  readonly rowPx: number
}

/** The ends on one side: level with the rows of a list, or cells of a matrix when there is no such list. */
export interface Ends {
  readonly form: "rows" | "matrix"
  readonly byName: ReadonlyMap<string, End>
  /** Where wires leave a matrix: one for each of its lines. */
  readonly lines: readonly WireEnd[]
}

/** Pixels. */
export interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Rows that are listed beside the flow, all of them in sight; null when it is not so. */
export function rowsBeside(list: RowList | null, flow: Box): RowsBeside | null {
  if (list === null || list.rowPx === 0) return null
  const { top, left, right, rowPx, names, scrollTop } = list
  const isBeside = right <= flow.left + 1 || left >= flow.right - 1
  const bottom = top + names.length * rowPx
  const isAlongside = top >= flow.top - 1 && bottom <= flow.bottom + rowPx / 2
  if (!isBeside || !isAlongside || scrollTop > 1) return null
  return { topY: top - flow.top, rowPx }
}

/** Room for the names of clients that have a line each. */
export const CLIENT_NAME_REM = 4.8
const MAX_DOT_ROWS = 5

export function clientEnds(names: readonly string[], rows: RowsBeside | null, layout: FlowLayout) {
  if (rows !== null) return rowEnds(names, rows, layout, 0, layout.clientLevelX, 0)
  const { rem, routerX, radius, topY, lowestY } = layout
  const right = Math.max(rem, routerX - radius - 2.5 * rem)
  const lines = Math.min(names.length, Math.floor((lowestY - topY) / (1.15 * rem)))
  const columns = Math.ceil(names.length / Math.max(1, lines))
  // Of few, each has its name before it, where there is room for it.
  const left = columns === 1 && right > 9 * rem ? CLIENT_NAME_REM * rem : 0.25 * rem
  const matrix = { left, right, maxPx: 1.15 * rem, ratio: 1, columns }
  return matrixEnds(names, layout, matrix)
}

export function workerEnds(names: readonly string[], rows: RowsBeside | null, layout: FlowLayout) {
  const { rem, dealerX, radius, workerLevelX, backlogX, width } = layout
  if (rows !== null) {
    return rowEnds(names, rows, layout, width, workerLevelX, backlogX - workerLevelX)
  }
  const left = dealerX + radius + Math.min(3 * rem, width * 0.06)
  const right = width - 0.25 * rem
  const columns = bestColumns(names.length, right - left, layout.lowestY - layout.topY, 1.8)
  return matrixEnds(names, layout, { left, right, maxPx: 5 * rem, ratio: 1.8, columns })
}

function rowEnds(
  names: readonly string[],
  { topY, rowPx }: RowsBeside,
  layout: FlowLayout,
  x: number,
  levelX: number,
  roomPx: number,
): Ends {
  const rows = Math.max(1, Math.min(MAX_DOT_ROWS, Math.floor((rowPx * 0.75) / layout.pitch)))
  const byName = new Map<string, End>()
  names.forEach((name, at) => {
    byName.set(name, { name, x, levelX, y: topY + (at + 0.5) * rowPx, roomPx, rows, cellPx: 0 })
  })
  return { form: "rows", byName, lines: [] }
}

interface Matrix {
  readonly left: number
  readonly right: number
  /** A cell is at most so wide, and so much higher than it is wide. */
  readonly maxPx: number
  readonly ratio: number
  readonly columns: number
}

/** Cells in lines, in the order of the names; wires come to the side that the broker is on. */
function matrixEnds(names: readonly string[], layout: FlowLayout, matrix: Matrix): Ends {
  const { topY, rem, middleY, routerX, width } = layout
  // In a wide flow the words below leave the workers' side free.
  const isFree = matrix.left > routerX && width > 40 * rem
  const lowestY = isFree ? layout.besideY : layout.lowestY
  const { left, right, maxPx, ratio, columns } = matrix
  const height = lowestY - topY
  const lines = Math.ceil(names.length / Math.max(1, columns))
  const cellPx = Math.min(maxPx, (right - left) / Math.max(1, columns))
  const cellHeight = Math.min(maxPx * ratio, height / Math.max(1, lines))
  // Names stand below the lines, where there is room for them.
  const foot = ratio > 1 ? (cellHeight > 2 * rem ? 1.1 * rem : 0.25 * rem) : cellHeight / 2
  const top = Math.max(
    topY,
    Math.min(middleY - (lines * cellHeight) / 2, lowestY - lines * cellHeight),
  )
  const levelX = left > routerX ? left : Math.min(right, left + columns * cellPx)
  // Numbers stand on the stacks.
  const headPx = cellHeight > 3 * rem ? 0.9 * rem : 0.3 * rem
  const lineY = (line: number) => top + (line + 1) * cellHeight - foot
  const byName = new Map<string, End>()
  names.forEach((name, at) => {
    const x = left + ((at % columns) + 0.5) * cellPx
    const y = lineY(Math.floor(at / columns))
    byName.set(name, { name, x, y, levelX, roomPx: cellHeight - foot - headPx, rows: 0, cellPx })
  })
  return {
    form: "matrix",
    byName,
    lines: Array.from({ length: lines }, (_, line) => ({ x: levelX, y: lineY(line), levelX })),
  }
}

/** So many columns that cells are as large as can be, for their shape. */
function bestColumns(count: number, width: number, height: number, ratio: number): number {
  let best = { columns: 1, px: 0 }
  for (let columns = 1; columns <= count; columns += 1) {
    const px = Math.min(width / columns, height / Math.ceil(count / columns) / ratio)
    if (px > best.px) best = { columns, px }
  }
  return best.columns
}

/** `12` of `worker-12`: what tells neighbours of a matrix apart, as far as it fits. */
export function shortName(name: string, cellPx: number, rem: number): string {
  const characters = Math.max(1, Math.floor(cellPx / (0.46 * rem)))
  if (name.length <= characters) return name
  const digits = /\d+$/.exec(name)?.[0]
  if (digits !== undefined && digits.length <= characters) return digits
  return characters < 3 ? "" : `${name.slice(0, characters - 1)}…`
}
