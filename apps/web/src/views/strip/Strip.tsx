import {
  durationFigure,
  type Figure as FigureText,
  formatCount,
  formatRate,
  UNKNOWN,
} from "@zmqscope/metrics"
import type { ReactNode } from "react"
import { useShownFigures } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"
import { Conservation } from "./Conservation.js"
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
  const trace = useShownFigures((view) => view.trace)
  const { receivedPerSecond, totals, roundTripUs } = useShownFigures((view) => view.snapshot) ?? {}
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
      <Figure area="trip" label="Round trip" window="last 10 s" title={WINDOW}>
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

function Figure({
  area,
  label,
  window,
  title,
  children,
}: {
  /** Its place in the strip (layout.css). */
  readonly area: string
  readonly label: string
  /** What the figures are over, in a word. */
  readonly window?: string
  readonly title?: string
  readonly children: ReactNode
}) {
  return (
    <div className="flex flex-col justify-between gap-1.5" style={{ gridArea: area }} title={title}>
      <h2 className="text-label whitespace-nowrap text-ink2">
        {label} {window !== undefined && <small className="ml-1 text-tiny">{window}</small>}
      </h2>
      <div className="figure-values flex items-baseline gap-x-4 gap-y-1 whitespace-nowrap">
        {children}
      </div>
    </div>
  )
}

/** The number itself. `value` is for machines; null is a dash. */
function FigureValue({
  testId,
  value,
  text,
  name,
  small = false,
  tone = "",
}: {
  readonly testId: string
  readonly value: number | null | undefined
  readonly text: FigureText
  /** Stands before it, quietly. */
  readonly name?: string
  readonly small?: boolean
  readonly tone?: string
}) {
  return (
    <span
      data-testid={testId}
      data-value={value ?? ""}
      className={`leading-none font-semibold tracking-tight ${small ? "text-figure-small" : "text-figure"} ${text.value === UNKNOWN ? "text-ink3" : tone}`}
    >
      {name !== undefined && (
        <span className="mr-1.5 text-label font-normal tracking-normal text-ink2">{name}</span>
      )}
      {text.value}
      {text.unit !== "" && (
        <span className="ml-0.5 text-body font-medium tracking-normal text-ink2">{text.unit}</span>
      )}
    </span>
  )
}
