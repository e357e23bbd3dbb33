/** Where the flow's fixed parts stand, pixels of the page. */
export interface FlowLayout {
  readonly width: number
  readonly height: number
  readonly middleY: number
  readonly routerX: number
  readonly dealerX: number
  /** Of the ROUTER's and the DEALER's circles. */
  readonly radius: number
  /** Of a dot. */
  readonly dot: number
  /** Between the middles of dots that stand side by side. */
  readonly pitch: number
  /** Wires run level between the flow's edges and these: room for rows and backlogs. */
  readonly clientLevelX: number
  readonly workerLevelX: number
  /** Where the request that is in service stands. */
  readonly serviceX: number
  /** Where backlogs begin; they grow to the left. */
  readonly backlogX: number
  readonly backlogColumns: number
  /** Where waiting begins, before the DEALER; it grows to the left. */
  readonly queueX: number
  readonly queueColumns: number
  /** Requests run a little above their wire and replies below. */
  readonly lane: number
  /** Lowest line that a wire may end at: below it stands how many end there. */
  readonly lowestY: number
  /** Where losses are shown: the lowest line, and the middle. */
  readonly lossX: number
  readonly lossY: number
  readonly lossRow: number
  readonly lossRows: number
}

export const QUEUE_ROWS = 7
const MAX_BACKLOG_ROWS = 5

export function layOutFlow(width: number, height: number, rem: number): FlowLayout {
  const middleY = Math.round(height * 0.45)
  const routerX = Math.round(width * 0.3)
  const dealerX = Math.round(width * 0.58)
  const radius = Math.round(1.5 * rem)
  const dot = 0.22 * rem
  const pitch = Math.round(0.56 * rem)
  const serviceX = width - 0.75 * rem
  const backlogX = serviceX - 1.1 * rem
  const workerLevelX = Math.round(dealerX + radius + (width - dealerX - radius) * 0.52)
  const queueX = dealerX - radius - 0.9 * rem
  const lossRow = 2.1 * rem
  const lossY = height - 3 * rem
  const belowNodes = middleY + radius + 3.9 * rem
  return {
    width,
    height,
    middleY,
    routerX,
    dealerX,
    radius,
    dot,
    pitch,
    clientLevelX: Math.round(width * 0.04),
    workerLevelX,
    serviceX,
    backlogX,
    backlogColumns: Math.max(1, Math.floor((backlogX - workerLevelX) / pitch)),
    queueX,
    queueColumns: Math.max(1, Math.floor((queueX - routerX - radius - 0.5 * rem) / pitch)),
    lane: 0.22 * rem,
    lowestY: height - 1.3 * rem,
    lossX: (routerX + dealerX) / 2,
    lossY,
    lossRow,
    lossRows: Math.max(1, 1 + Math.floor((lossY - belowNodes) / lossRow)),
  }
}

/** 0 to 1, leaving and arriving level: as an SVG or canvas cubic, x at thirds, gives exactly this. */
export function ease(at: number): number {
  const t = Math.min(1, Math.max(0, at))
  return t * t * (3 - 2 * t)
}

/** Height at `x` of the wire between a client's row at `rowY` and the ROUTER. */
export function clientWireY(layout: FlowLayout, rowY: number, x: number): number {
  const from = layout.clientLevelX
  const t = ease((x - from) / (layout.routerX - layout.radius - from))
  return rowY + (layout.middleY - rowY) * t
}

/** Height at `x` of the wire between the DEALER and a worker's row at `rowY`. */
export function workerWireY(layout: FlowLayout, rowY: number, x: number): number {
  const from = layout.dealerX + layout.radius
  const t = ease((x - from) / (layout.workerLevelX - from))
  return layout.middleY + (rowY - layout.middleY) * t
}

/** Rows that a block of `count` dots takes: one while it is short, else all there is room for. */
export function blockRows(count: number, maxRows: number): number {
  return count <= 6 ? 1 : maxRows
}

/** Rows of a backlog between wires that are `spacing` pixels apart; odd, so that one lies on the wire. */
export function backlogRows(layout: FlowLayout, spacing: number): number {
  const fit = Math.floor((spacing - 0.5 * layout.pitch) / layout.pitch)
  const rows = Math.max(1, Math.min(MAX_BACKLOG_ROWS, fit))
  return rows % 2 === 0 ? rows - 1 : rows
}

/** Offset of the dot at `index`, from the block's first column leftwards, pixels. */
export function blockX(index: number, rows: number, pitch: number): number {
  return -Math.floor(index / rows) * pitch
}

/** Offset of the dot at `index` from the block's middle line, pixels: the middle row fills first. */
export function blockY(index: number, rows: number, pitch: number): number {
  const row = index % rows
  const out = Math.ceil(row / 2)
  return (row % 2 === 1 ? -out : out) * pitch
}
