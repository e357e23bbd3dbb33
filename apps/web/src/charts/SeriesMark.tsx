import { useId } from "react"
import type { SeriesLook } from "./types.js"

export function SeriesMark({ look }: { look: SeriesLook }) {
  const id = useId()
  const { colour, dash, shape } = look
  return (
    <svg className="h-2 w-3 flex-none" viewBox="0 0 12 8" aria-hidden="true">
      <FillPattern id={id} look={look} />
      {shape === "line" ? (
        <path d="M0 4H12" stroke={colour} strokeWidth="2" strokeDasharray={dash} />
      ) : (
        <rect x="1" width="8" height="8" rx="1.5" fill={fillOf(look, id)} />
      )}
    </svg>
  )
}

export function fillOf({ colour, pattern = "solid" }: SeriesLook, id: string): string {
  return pattern === "solid" ? colour : `url(#${id})`
}

/** Defines the pattern of an area that is not plain; stands in the SVG that uses it. */
export function FillPattern({ id, look }: { id: string; look: SeriesLook }) {
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
