export interface Cell {
  readonly index: number
  readonly cell: number
}

/** Where a key leads from a cell, which may be nowhere else; null for no key of the list's. */
export function keyTarget(
  key: string,
  { index, cell }: Cell,
  page: number,
  count: number,
): Cell | null {
  const row = (wanted: number) => ({ index: Math.min(Math.max(wanted, 0), count - 1), cell })
  switch (key) {
    case "ArrowDown":
    case "j":
      return row(index + 1)
    case "ArrowUp":
    case "k":
      return row(index - 1)
    case "PageDown":
      return row(index + page)
    case "PageUp":
      return row(index - page)
    case "Home":
      return row(0)
    case "End":
      return row(count - 1)
    case "ArrowLeft":
      return { index, cell: Math.max(0, cell - 1) }
    case "ArrowRight":
      return { index, cell: cell + 1 }
    default:
      return null
  }
}
