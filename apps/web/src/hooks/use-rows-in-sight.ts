import { type RefObject, useEffect, useState } from "react"

/** Rows drawn above and below what is in sight. */
const OVERSCAN = 4

export interface RowsInSight {
  readonly top: number
  readonly from: number
  readonly until: number
  /** Most rows drawn at once. Two rows that many apart may share an element. */
  readonly slots: number
}

/**
 * Which rows of one height are in sight; renders when others come into it, not with each pixel. Of a
 * library that measures rows of any height, nothing would be left in use but this, and the tap draws
 * its rows anew ten times a second.
 */
export function useRowsInSight(
  scroller: RefObject<HTMLElement | null>,
  rowPx: number,
  count: number,
): RowsInSight {
  const [top, setTop] = useState(0)
  const [fitting, setFitting] = useState(0)
  useEffect(() => {
    const element = scroller.current
    if (element === null || rowPx === 0) return
    const onScroll = () => setTop(Math.floor(element.scrollTop / rowPx))
    const observer = new ResizeObserver(() => setFitting(Math.ceil(element.clientHeight / rowPx)))
    // Rows of another height have others in sight, though nobody scrolls.
    onScroll()
    element.addEventListener("scroll", onScroll, { passive: true })
    observer.observe(element)
    return () => {
      element.removeEventListener("scroll", onScroll)
      observer.disconnect()
    }
  }, [scroller, rowPx])
  const first = Math.min(top, Math.max(0, count - fitting))
  return {
    top: first,
    from: Math.max(0, first - OVERSCAN),
    until: Math.min(count, first + fitting + OVERSCAN),
    slots: fitting + 2 * OVERSCAN,
  }
}

/**
 * Scrolls no further than it must; returns where it is scrolled to then.
 * @param headPx covers so much of the rows at the top
 */
export function bringIntoSight(
  element: HTMLElement,
  index: number,
  rowPx: number,
  headPx = 0,
): number {
  const top = index * rowPx
  const bottom = top + rowPx + headPx
  if (top < element.scrollTop) element.scrollTop = top
  else if (bottom > element.scrollTop + element.clientHeight) {
    element.scrollTop = bottom - element.clientHeight
  }
  return element.scrollTop
}
