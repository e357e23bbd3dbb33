import { durationFigure, formatCount, formatRate } from "../../format.js"
import { useFigures } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Conservation } from "./Conservation.js"
import { Figure, FigureValue } from "./Figure.js"
import { Sparkline } from "./Sparkline.js"

const PERCENTILES = [
  { name: "p50", testId: TEST_IDS.figureP50, small: false },
  { name: "p95", testId: TEST_IDS.figureP95, small: true },
  { name: "p99", testId: TEST_IDS.figureP99, small: true },
] as const

const WINDOW =
  "From ROUTER to ROUTER, over the last 10 seconds, or since the last switch of dealing"

/** The key figures: what somebody at the back of the room reads. */
export function Strip() {
  const trace = useFigures((view) => view.trace)
  const { receivedPerSecond, totals, roundTripUs } = useFigures((view) => view.snapshot) ?? {}
  const count = (value: number | undefined) => ({ value, text: plain(formatCount(value)) })
  return (
    <section aria-label="Key figures" className="strip live border-b border-line">
      <Figure area="rate" label="Requests per second">
        <FigureValue
          testId={TEST_IDS.figureReceivedRate}
          value={receivedPerSecond}
          text={plain(formatRate(receivedPerSecond))}
        />
        <Sparkline values={trace} className="max-wide:hidden" />
      </Figure>
      <Figure area="flight" label="In flight" title="Handed to the DEALER or at a worker">
        <FigureValue testId={TEST_IDS.figureInFlight} {...count(totals?.inFlight)} />
      </Figure>
      <Figure area="waiting" label="Waiting" title="In the broker, not yet handed to the DEALER">
        <FigureValue testId={TEST_IDS.figureWaiting} {...count(totals?.waiting)} />
      </Figure>
      <Figure area="trip" label="Round trip" title={WINDOW}>
        {PERCENTILES.map((look) => {
          const us = roundTripUs?.[look.name]
          return <FigureValue key={look.name} {...look} value={us} text={durationFigure(us)} />
        })}
      </Figure>
      <Figure area="lost" label="Lost" title="Requests that went with their worker">
        <FigureValue
          testId={TEST_IDS.figureLost}
          tone={(totals?.lost ?? 0) > 0 ? "text-bad" : ""}
          {...count(totals?.lost)}
        />
      </Figure>
      <Conservation />
    </section>
  )
}

function plain(value: string) {
  return { value, unit: "" }
}
