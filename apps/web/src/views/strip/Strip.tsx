import { durationFigure, formatCount, formatRate } from "../../format.js"
import { useFigures } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Conservation } from "./Conservation.js"
import { Figure, FigureValue } from "./Figure.js"
import { Sparkline } from "./Sparkline.js"

/** The key figures: what somebody at the back of the room reads. */
export function Strip() {
  return (
    <section aria-label="Key figures" className="strip live border-b border-line">
      <ReceivedRate />
      <InFlight />
      <Waiting />
      <RoundTrip />
      <Lost />
      <Conservation />
    </section>
  )
}

function ReceivedRate() {
  const rate = useFigures((view) => view.snapshot?.receivedPerSecond)
  const trace = useFigures((view) => view.trace)
  return (
    <Figure area="rate" label="Requests per second">
      <FigureValue
        testId={TEST_IDS.figureReceivedRate}
        value={rate}
        text={{ value: formatRate(rate), unit: "" }}
      />
      <Sparkline values={trace} />
    </Figure>
  )
}

function InFlight() {
  const count = useFigures((view) => view.snapshot?.totals.inFlight)
  return (
    <Figure area="flight" label="In flight" title="Handed to the DEALER or at a worker">
      <FigureValue
        testId={TEST_IDS.figureInFlight}
        value={count}
        text={{ value: formatCount(count), unit: "" }}
      />
    </Figure>
  )
}

function Waiting() {
  const count = useFigures((view) => view.snapshot?.totals.waiting)
  return (
    <Figure area="waiting" label="Waiting" title="In the broker, not yet handed to the DEALER">
      <FigureValue
        testId={TEST_IDS.figureWaiting}
        value={count}
        text={{ value: formatCount(count), unit: "" }}
      />
    </Figure>
  )
}

function RoundTrip() {
  const p50 = useFigures((view) => view.snapshot?.roundTripUs.p50)
  const p95 = useFigures((view) => view.snapshot?.roundTripUs.p95)
  const p99 = useFigures((view) => view.snapshot?.roundTripUs.p99)
  return (
    <Figure
      area="trip"
      label="Round trip"
      title="From ROUTER to ROUTER, over the last 10 seconds, or since the last switch of dealing"
    >
      <FigureValue testId={TEST_IDS.figureP50} value={p50} text={durationFigure(p50)} name="p50" />
      <FigureValue
        testId={TEST_IDS.figureP95}
        value={p95}
        text={durationFigure(p95)}
        name="p95"
        small
      />
      <FigureValue
        testId={TEST_IDS.figureP99}
        value={p99}
        text={durationFigure(p99)}
        name="p99"
        small
      />
    </Figure>
  )
}

function Lost() {
  const count = useFigures((view) => view.snapshot?.totals.lost)
  return (
    <Figure area="lost" label="Lost" title="Requests that went with their worker">
      <FigureValue
        testId={TEST_IDS.figureLost}
        value={count}
        text={{ value: formatCount(count), unit: "" }}
        tone={count !== undefined && count > 0 ? "text-bad" : ""}
      />
    </Figure>
  )
}
