import { formatDuration } from "../format.js"
import { TEST_IDS } from "../test-ids.js"
import { Layer } from "./Bands.js"
import { useDrawing } from "./plot.js"

/** Trials that are picked: a bar with its letter along the time of each, and its figure as a level. */
export function Pins() {
  const { plot, chart, pinned } = useDrawing()
  const { span, x, y, top, left, right, remPx } = plot
  return (
    <Layer>
      {chart.pins.map((pin, at) => {
        const from = x(Math.max(pin.fromMs, span.fromMs))
        const widthPx = x(Math.min(pin.untilMs ?? span.toMs, span.toMs)) - from
        const level = pinned?.(pin) ?? null
        return (
          <g
            key={pin.letter}
            data-testid={TEST_IDS.pin}
            data-letter={pin.letter}
            data-value={level ?? ""}
          >
            {widthPx > 0 && (
              <>
                <rect
                  className="fill-accent"
                  x={from + 1}
                  y={top}
                  width={Math.max(0, widthPx - 2)}
                  height={2}
                />
                <text
                  className="halo fill-accent text-tiny font-semibold"
                  x={from + 3}
                  y={top + remPx * 0.8}
                >
                  {pin.letter}
                </text>
              </>
            )}
            {level !== null && (
              <>
                <path
                  className="stroke-accent"
                  strokeDasharray={at === 0 ? "6 4" : "2 3"}
                  d={`M${left} ${Math.round(y(level)) + 0.5}H${right}`}
                />
                <text
                  className="halo fill-accent text-tiny font-semibold"
                  x={at === 0 ? left + 4 : right - 4}
                  y={y(level) - 3}
                  textAnchor={at === 0 ? "start" : "end"}
                >
                  {pin.letter} {formatDuration(level)}
                </text>
              </>
            )}
          </g>
        )
      })}
    </Layer>
  )
}
