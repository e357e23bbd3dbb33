import type { Span } from "@zmqscope/model"
import { scaleLinear, scaleLog } from "d3-scale"
import { createContext, useContext, useMemo } from "react"
import { useRootPx, useSize } from "../hooks/index.js"
import { valueTicks } from "./axis.js"
import type { Axis, ChartSpec, Series } from "./types.js"

/** Where a chart's plot lies in its box, pixels. */
export type Box = Readonly<Record<Edge | "widthPx" | "heightPx" | "remPx", number>>
type Edge = "left" | "top" | "right" | "bottom"

/** A box with what is shown in it: from time and value to pixels. */
export interface Plot extends Box {
  readonly span: Span
  readonly x: (ms: number) => number
  /** Held to the plot. */
  readonly y: (value: number) => number
  readonly msAt: (x: number) => number
}

export interface Drawing extends ChartSpec {
  readonly axis: Axis
  /** What is defined for it alone has names that begin so. */
  readonly id: string
  readonly plot: Plot
  readonly shown: readonly Series[]
  /** A value of a series in the units of the axis, whichever axis it is of. */
  readonly scaled: (one: Series, value: number) => number
  readonly fillOf: (one: Series) => string
}

export const DrawingContext = createContext<Drawing | null>(null)

export function useDrawing(): Drawing {
  const drawing = useContext(DrawingContext)
  if (drawing === null) throw new Error("a part of a chart stands in a chart: put it into Chart")
  return drawing
}

const ROOM_REM = { top: 1.1, bottom: 1.3 }
/** Ticks of the value axis: what stands around them and a character, rem; fewer characters have as much room. */
const TICK_REM = { around: 0.5, character: 0.37 }
const LEAST_TICK_LENGTH = 3
/** A label's mark and distances, and a character of it, rem. */
const LABEL_REM = { mark: 1.5, character: 0.385, least: 4.6 }
/** Behind a name stands its value, while the cursor does. */
const VALUE_LENGTH = 8
/** Labels take no more than this part of a chart. */
const MOST_FOR_LABELS = 0.36

/** Measures the box that `ref` is put on; null until it is laid out, or while it is too small. */
export function useBox(nameLength: number, axis: Axis) {
  const { kind, low, high, format } = axis
  const lengths = valueTicks(kind, low, high, 5).map((value) => format(value, value === low).length)
  const tickLength = Math.max(LEAST_TICK_LENGTH, ...lengths)
  const [ref, { width: widthPx, height: heightPx }] = useSize<HTMLDivElement>()
  const remPx = useRootPx()
  const box = useMemo((): Box | null => {
    const wanted = LABEL_REM.mark + (nameLength + VALUE_LENGTH) * LABEL_REM.character
    const most = Math.max(MOST_FOR_LABELS * widthPx, LABEL_REM.least * remPx)
    const left = (TICK_REM.around + tickLength * TICK_REM.character) * remPx
    const top = ROOM_REM.top * remPx
    const right = widthPx - Math.min(wanted * remPx, most)
    const bottom = heightPx - ROOM_REM.bottom * remPx
    const isTooSmall = right - left < 40 || bottom - top < 24
    return isTooSmall ? null : { widthPx, heightPx, left, top, right, bottom, remPx }
  }, [widthPx, heightPx, remPx, nameLength, tickLength])
  return { ref, box }
}

export function plotOf(box: Box, span: Span, { kind, low, high }: Axis): Plot {
  const x = scaleLinear([span.fromMs, span.toMs], [box.left, box.right])
  const y = (kind === "log" ? scaleLog : scaleLinear)([low, high], [box.bottom, box.top])
  return { ...box, span, x, y: y.clamp(true), msAt: (px) => x.invert(px) }
}

/** How many characters a label has room for. */
export function labelRoom({ widthPx, right, remPx }: Box): number {
  return Math.floor(((widthPx - right) / remPx - LABEL_REM.mark) / LABEL_REM.character + 0.01)
}
