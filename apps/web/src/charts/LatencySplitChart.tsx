import { useMemo, useState } from "react"
import { formatDuration } from "../format.js"
import { ChartFrame } from "./ChartFrame.js"
import { formatDurationTick } from "./format.js"
import { KeptList } from "./kept-list.js"
import { liveChart } from "./LiveChart.js"
import { linearScale } from "./scale.js"
import { COLOUR } from "./series-colours.js"
import { activeBands, type Band, stackHeight, stackLabels } from "./stack.js"
import { trendOf } from "./trend.js"
import type { SplitPoint } from "./types.js"
import { useCeiling } from "./use-settled.js"
import { useVisible } from "./use-visible.js"
import { NO_ROUND_TRIP, recentPoints } from "./view.js"

export const SPLIT_SERIES: readonly Band[] = [
  {
    ...part("split:earlier", "earlier", COLOUR.earlier, (split) => split.earlierUs),
    pattern: "dashed",
  },
  part("split:waiting", "waiting", COLOUR.waiting, (split) => split.waitingUs),
  part("split:unseen", "DEALER", COLOUR.unseen, (split) => split.unseenUs),
  part("split:backlog", "backlog", COLOUR.backlog, (split) => split.backlogUs),
  part("split:service", "service", COLOUR.service, (split) => split.serviceUs),
  part("split:return", "return", COLOUR.return, (split) => split.returnUs),
]

/** What the mean round trip is made of: attempts whose workers went, waiting, in the DEALER, in a backlog, in service, returning. */
export const LatencySplitChart = liveChart("LatencySplitChart", ({ chart }) => {
  const { points, nowMs, windowMs } = chart
  const [active] = useState(() => new KeptList<Band>())
  const bands = useMemo(() => active.keep(activeBands(points, SPLIT_SERIES)), [active, points])
  const shown = useVisible(bands, chart.hidden)
  const ceiling = useCeiling(stackHeight(points, shown), 1000, nowMs, windowMs)
  const splits = points.flatMap(({ split }) => (split === null ? [] : [split]))
  const last = recentPoints(points).findLast(({ split }) => split !== null)?.split
  return (
    <ChartFrame
      chart={chart}
      title="Where time goes"
      subtitle="mean round trip"
      figure={formatDuration(last && sum(last))}
      summary={last ? summarise(last, splits) : NO_ROUND_TRIP}
      scale={linearScale(ceiling, (us) => (us === 0 ? "0" : formatDurationTick(us, true)))}
      series={shown}
      labels={stackLabels(points, bands, chart.hidden)}
      readout={(point) =>
        [...shown].reverse().map((band) => {
          const us = band.read(point)
          return { ...band, value: us === null ? "none" : formatDuration(us) }
        })
      }
    />
  )
})

function part(id: string, name: string, colour: string, of: (split: SplitPoint) => number): Band {
  const read: Band["read"] = ({ split }) => (split === null ? null : of(split))
  return { id, name, colour, shape: "area", read }
}

function sum(split: SplitPoint): number {
  const { earlierUs, waitingUs, unseenUs, backlogUs, serviceUs, returnUs } = split
  return earlierUs + waitingUs + unseenUs + backlogUs + serviceUs + returnUs
}

function summarise(last: SplitPoint, all: readonly SplitPoint[]): string {
  const earlier =
    last.earlierUs > 0 ? [`with workers that went ${formatDuration(last.earlierUs)}`] : []
  const parts = [
    ...earlier,
    `waiting ${formatDuration(last.waitingUs)}`,
    `in the DEALER ${formatDuration(last.unseenUs)}`,
    `in a backlog ${formatDuration(last.backlogUs)}`,
    `in service ${formatDuration(last.serviceUs)}`,
    `returning ${formatDuration(last.returnUs)}`,
  ]
  return `Mean ${formatDuration(sum(last))}, ${trendOf(all.map(sum))}: ${parts.join(", ")}`
}
