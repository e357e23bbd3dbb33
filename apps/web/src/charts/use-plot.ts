import { useLayoutEffect, useMemo, useRef, useState } from "react"

/** Where a chart's plot lies in its box, pixels; all charts leave the same room, in rem. */
export interface Plot {
  readonly widthPx: number
  readonly heightPx: number
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly remPx: number
}

const ROOM_REM = { left: 2.8, top: 1.1, right: 5.5, bottom: 1.3 }
/** In a narrow box labels give way to the plot, and are cut short. */
const NARROW = { belowRem: 24, rightRem: 4.6 }

/** Measures the box that `ref` is put on; null until it is laid out, or while it is too small. */
export function usePlot(): { ref: React.RefObject<HTMLDivElement | null>; plot: Plot | null } {
  const ref = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState({ widthPx: 0, heightPx: 0, remPx: 16 })

  useLayoutEffect(() => {
    const box = ref.current
    if (box === null) return
    const measure = () => {
      const remPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
      setSize((before) => {
        const next = { widthPx: box.clientWidth, heightPx: box.clientHeight, remPx }
        const same =
          next.widthPx === before.widthPx &&
          next.heightPx === before.heightPx &&
          next.remPx === before.remPx
        return same ? before : next
      })
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(box)
    return () => observer.disconnect()
  }, [])

  const plot = useMemo(() => layOut(size), [size])
  return { ref, plot }
}

function layOut(size: { widthPx: number; heightPx: number; remPx: number }): Plot | null {
  const { widthPx, heightPx, remPx } = size
  const left = ROOM_REM.left * remPx
  const top = ROOM_REM.top * remPx
  const isNarrow = widthPx < NARROW.belowRem * remPx
  const right = widthPx - (isNarrow ? NARROW.rightRem : ROOM_REM.right) * remPx
  const bottom = heightPx - ROOM_REM.bottom * remPx
  if (right - left < 40 || bottom - top < 24) return null
  return { widthPx, heightPx, left, top, right, bottom, remPx }
}
