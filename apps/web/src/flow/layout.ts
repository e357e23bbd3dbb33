/** Pixels of the flow. */
export interface Spot {
  readonly x: number
  readonly y: number
}

/** Where the flow's fixed parts stand, pixels of the page. */
export type FlowLayout = Readonly<ReturnType<typeof layOutFlow>>

/** Narrower, and there is nothing to see; rem. */
const LEAST_WIDTH_REM = 14

/** So much of its way from a peer's level a wire has gone where it is well above the lowest peer. */
const CLEAR = 0.4

/** @param hasRows whether workers' wires run to rows beside the flow, down to its foot */
export function layOutFlow(roomPx: number, height: number, rem: number, hasRows = false) {
  const width = roomPx < LEAST_WIDTH_REM * rem ? 0 : roomPx
  const middleY = Math.round(height * 0.46)
  const isNarrow = width < 30 * rem
  const radius = Math.round(Math.min(1.5 * rem, width * 0.06))
  const routerX = Math.round(width * (isNarrow ? 0.3 : 0.25))
  const dealerX = Math.round(width * (isNarrow ? 0.58 : 0.5))
  const serviceX = width - 0.75 * rem
  const queueX = dealerX - radius - 0.7 * rem
  const clientLevelX = Math.round(width * 0.03)
  const workerLevelX = Math.round(dealerX + radius + (width - dealerX - radius) * 0.42)
  const isBetween = hasRows || width > 40 * rem
  const caption = isBetween
    ? {
        left: clientLevelX + (routerX - radius - clientLevelX) * CLEAR,
        right: workerLevelX - (workerLevelX - dealerX - radius) * CLEAR,
      }
    : { left: 0, right: width }
  const captionPx = caption.right - caption.left
  const captionLines = captionPx < 16 * rem ? 3 : captionPx < 29 * rem ? 2 : 1
  return {
    width,
    height,
    rem,
    middleY,
    routerX,
    dealerX,
    /** Of the ROUTER's and the DEALER's circles. */
    radius,
    dot: 0.22 * rem,
    /** Between the middles of dots that stand side by side. */
    pitch: Math.round(0.56 * rem),
    /** Where the wires of rows run level from: clients' to the left of theirs, workers' to the right. */
    clientLevelX,
    workerLevelX,
    /** Where the line about time stands: where there is room, off what stands at workers and off the wires. */
    caption,
    /** Where the request that is in service stands, and where backlogs begin; they grow to the left. */
    serviceX,
    backlogX: serviceX - 1.1 * rem,
    /** Where waiting begins, before the DEALER; it grows to the left. */
    queueX,
    queueRoom: Math.max(0, queueX - routerX - radius - 0.5 * rem),
    /** Requests run a little above their wire and replies below. */
    lane: 0.22 * rem,
    /** What is drawn to stays between these; below stand words, the lowest line of them at `wordsY`. */
    topY: 2.8 * rem,
    // The line about time may take several.
    lowestY: height - (1.8 + 1.4 * captionLines) * rem,
    /** The lowest of what stands beside those words, in a wide flow. */
    besideY: height - (1 + captionLines) * rem,
    wordsY: height - (1.5 + 1.1 * captionLines) * rem,
  }
}

/** 0 to 1, leaving and arriving level: as a canvas cubic, x at thirds, gives exactly this. */
function ease(at: number): number {
  const t = Math.min(1, Math.max(0, at))
  return t * t * (3 - 2 * t)
}

/** Where a peer's wire ends: it runs level from `levelX` to `x`. */
export interface WireEnd extends Spot {
  readonly levelX: number
}

/** Height at `x` of the way between two ends, through ROUTER and DEALER. */
export function wireY(
  layout: FlowLayout,
  client: WireEnd | null,
  worker: WireEnd | null,
  x: number,
) {
  const { middleY, routerX, dealerX, radius } = layout
  if (client !== null && x < routerX - radius) {
    const t = ease((x - client.levelX) / (routerX - radius - client.levelX))
    return client.y + (middleY - client.y) * t
  }
  if (worker !== null && x > dealerX + radius) {
    const from = dealerX + radius
    return middleY + (worker.y - middleY) * ease((x - from) / (worker.levelX - from))
  }
  return middleY
}

/** Rows that a block of `count` dots takes: few, so that it grows in length, while there is room. */
export function blockRows(count: number, maxRows: number): number {
  if (count <= 4) return 1
  return Math.max(1, Math.min(maxRows, count <= 24 ? 2 : maxRows))
}

/** Offset of the dot at `index`, from the block's first column leftwards and from its middle line. */
export function blockSpot(index: number, rows: number, pitch: number): Spot {
  return {
    x: -Math.floor(index / rows) * pitch,
    y: ((index % rows) - (rows - 1) / 2) * pitch,
  }
}
