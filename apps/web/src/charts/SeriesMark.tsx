import { useDrawing } from "./plot.js"
import type { Series } from "./types.js"

/** A line or a swatch, as the series is drawn. */
export function SeriesMark({ look }: { readonly look: Series }) {
  const { fillOf } = useDrawing()
  const { colour, dash, shape } = look
  return (
    <svg className="h-2 w-3 flex-none" viewBox="0 0 12 8" aria-hidden="true">
      {shape === "line" ? (
        <path d="M0 4H12" stroke={colour} strokeWidth="2" strokeDasharray={dash} />
      ) : (
        <rect x="1" width="8" height="8" rx="1.5" fill={fillOf(look)} />
      )}
    </svg>
  )
}

/** Defines how an area is filled that is not plain. */
export function FillPattern({ id, look }: { readonly id: string; readonly look: Series }) {
  const { colour, shape, pattern = "solid" } = look
  if (shape === "line" || pattern === "solid") return null
  return (
    <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse">
      <rect width="5" height="5" fill={colour} fillOpacity="0.45" />
      {pattern === "dashed" ? (
        <path d="M-1 1L1 -1M-1 6L6 -1M4 6L6 4" stroke={colour} strokeWidth="1.4" />
      ) : (
        <circle cx="2.5" cy="2.5" r="1.4" fill={colour} />
      )}
    </pattern>
  )
}
