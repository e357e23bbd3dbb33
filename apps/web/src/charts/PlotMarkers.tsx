import type { Marker } from "@zmqscope/protocol"
import { memo } from "react"
import { TEST_IDS } from "../test-ids.js"
import { placeMarkers } from "./markers.js"
import type { Span } from "./types.js"
import type { Plot } from "./use-plot.js"

interface PlotMarkersProps {
  readonly plot: Plot
  readonly span: Span
  readonly markers: readonly Marker[]
}

/** What happened, as dotted rules with a word each. */
export const PlotMarkers = memo(function PlotMarkers({ plot, span, markers }: PlotMarkersProps) {
  const room = {
    ...span,
    widthPx: plot.right - plot.left,
    textWidthPx: plot.widthPx - plot.left,
    characterPx: plot.remPx * 0.4,
  }
  return (
    <svg className="chart-layer" aria-hidden="true">
      {placeMarkers(markers, room).map(({ x, markers: merged, label }) => (
        <g
          key={merged[0]?.atMs}
          transform={`translate(${plot.left} 0)`}
          data-testid={TEST_IDS.chartMarker}
          data-text={merged.map((marker) => marker.text).join("; ")}
        >
          <line
            className="chart-marker"
            x1={Math.round(x) + 0.5}
            x2={Math.round(x) + 0.5}
            y1={plot.top - plot.remPx * 0.9}
            y2={plot.bottom}
          />
          {label !== null && (
            <text
              className="chart-marker-text"
              x={label.x}
              y={plot.top - plot.remPx * 0.25}
              textAnchor={label.anchor}
            >
              {label.text}
            </text>
          )}
        </g>
      ))}
    </svg>
  )
})
