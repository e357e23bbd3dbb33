import { formatDuration } from "@zmqscope/metrics"
import { TEST_IDS } from "../test-ids.js"
import { Band, Layer } from "./Bands.js"
import { useDrawing } from "./plot.js"

const WORD = "halo fill-accent text-tiny font-semibold"

/** Trials that are picked: a bar with its letter along the time of each, and its figure as a level. */
export function Pins() {
  const { plot, chart, pinned } = useDrawing()
  const { span, x, y, top, left, right, remPx } = plot
  return (
    <Layer>
      {chart.pins.map((pin, at) => {
        const { letter, trial } = pin
        const of = { fromMs: trial.fromMs, toMs: trial.untilMs ?? span.toMs }
        const letterX = x(Math.max(of.fromMs, span.fromMs)) + 3
        const level = pinned?.(pin) ?? null
        const levelY = y(level ?? 0)
        const isFirst = at === 0
        return (
          <g key={letter} data-testid={TEST_IDS.pin} data-letter={letter} data-value={level ?? ""}>
            <Band of={of} className="fill-accent" rows={{ y: top, height: 2 }} />
            {of.toMs > span.fromMs && (
              <text className={WORD} x={letterX} y={top + remPx * 0.8}>
                {letter}
              </text>
            )}
            {level !== null && (
              <>
                <path
                  className="stroke-accent"
                  strokeDasharray={isFirst ? "6 4" : "2 3"}
                  d={`M${left} ${Math.round(levelY) + 0.5}H${right}`}
                />
                <text
                  className={WORD}
                  x={isFirst ? left + 4 : right - 4}
                  y={levelY - 3}
                  textAnchor={isFirst ? "start" : "end"}
                >
                  {letter} {formatDuration(level)}
                </text>
              </>
            )}
          </g>
        )
      })}
    </Layer>
  )
}
