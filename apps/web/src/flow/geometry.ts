/** Where the schematic's parts stand, pixels. */
export interface FlowGeometry {
  readonly middleY: number
  readonly routerX: number
  readonly dealerX: number
  readonly radius: number
}

export function layOutFlow(width: number, height: number, rootPx: number): FlowGeometry {
  return {
    middleY: Math.round(height * 0.45),
    routerX: Math.round(width * 0.31),
    dealerX: Math.round(width * 0.58),
    radius: Math.round(1.5 * rootPx),
  }
}

/** A line that leaves and arrives level. */
export function curve(fromX: number, fromY: number, toX: number, toY: number): string {
  const middleX = (fromX + toX) / 2
  return `M${fromX} ${fromY}C${middleX} ${fromY} ${middleX} ${toY} ${toX} ${toY}`
}

/** Middles of the list rows beside the flow that are in sight, when nothing is scrolled. */
export function rowMiddles(
  count: number,
  firstTop: number,
  rowHeight: number,
  height: number,
): readonly number[] {
  const fitting = Math.max(0, Math.floor((height - firstTop) / rowHeight))
  return Array.from(
    { length: Math.min(count, fitting) },
    (_, at) => firstTop + (at + 0.5) * rowHeight,
  )
}
