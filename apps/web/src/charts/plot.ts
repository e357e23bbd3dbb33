import { scaleLinear, scaleLog } from "d3-scale"
import { useMemo } from "react"
import { useRootPx, useSize } from "../hooks/index.js"
import type { Span } from "../model/index.js"
import type { Axis } from "./types.js"

/** Where a chart's plot lies in its box, pixels. */
export interface Box {
  readonly widthPx: number
  readonly heightPx: number
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly remPx: number
}

/** A box with what is shown in it: from time and value to pixels. */
export interface Plot extends Box {
  readonly span: Span
  readonly x: (ms: number) => number
  /** Held to the plot. */
  readonly y: (value: number) => number
  readonly msAt: (x: number) => number
}

const ROOM_REM = { left: 2.8, top: 1.1, bottom: 1.3 }
/** A label's mark and distances, and a character of it, rem. */
const LABEL_REM = { mark: 1.7, character: 0.36, least: 4.6 }
/** Labels take no more than this part of a chart. */
const MOST_FOR_LABELS = 0.3

/** Measures the box that `ref` is put on; null until it is laid out, or while it is too small. */
export function useBox(labelLength: number) {
  const [ref, { width: widthPx, height: heightPx }] = useSize<HTMLDivElement>()
  const remPx = useRootPx()
  const box = useMemo((): Box | null => {
    const wanted = LABEL_REM.mark + labelLength * LABEL_REM.character
    const most = Math.max(MOST_FOR_LABELS * widthPx, LABEL_REM.least * remPx)
    const left = ROOM_REM.left * remPx
    const top = ROOM_REM.top * remPx
    const right = widthPx - Math.min(Math.max(wanted, LABEL_REM.least) * remPx, most)
    const bottom = heightPx - ROOM_REM.bottom * remPx
    const isTooSmall = right - left < 40 || bottom - top < 24
    return isTooSmall ? null : { widthPx, heightPx, left, top, right, bottom, remPx }
  }, [widthPx, heightPx, remPx, labelLength])
  return { ref, box }
}

export function plotOf(box: Box, span: Span, { kind, low, high }: Axis): Plot {
  const x = scaleLinear([span.fromMs, span.toMs], [box.left, box.right])
  const scale = kind === "log" ? scaleLog : scaleLinear
  const y = scale([low, high], [box.bottom, box.top]).clamp(true)
  return { ...box, span, x, y, msAt: (px) => x.invert(px) }
}

/** How many characters a label has room for. */
export function labelRoom({ widthPx, right, remPx }: Box): number {
  return Math.floor(((widthPx - right) / remPx - LABEL_REM.mark) / LABEL_REM.character)
}
