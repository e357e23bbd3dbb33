import { useMemo, useState } from "react"
import { formatCount, formatDuration } from "../format.js"
import { ChartFrame } from "./ChartFrame.js"
import type { SeriesLabel } from "./EndLabels.js"
import { formatAge, formatTick } from "./format.js"
import { KeptList } from "./kept-list.js"
import { liveChart } from "./LiveChart.js"
import type { DrawnSeries } from "./Series.js"
import type { SeriesLook } from "./SeriesMark.js"
import { linearScale } from "./scale.js"
import { total } from "./series.js"
import { COLOUR } from "./series-colours.js"
import { activeBands, type Band, stackHeight, stackLabels } from "./stack.js"
import { trendOf } from "./trend.js"
import type { ChartPoint } from "./types.js"
import { useCeiling } from "./use-settled.js"
import { useVisible } from "./use-visible.js"
import { lastPoint } from "./view.js"
import { WorkerTraces } from "./worker-traces.js"

const WAITING: Band = {
  id: "waiting",
  name: "waiting",
  colour: COLOUR.waiting,
  shape: "area",
  read: (point) => (point.gap === null ? point.waiting : null),
}
const UNSEEN: Band = {
  id: "unseen",
  name: "DEALER",
  colour: COLOUR.unseen,
  shape: "area",
  read: (point) => (point.gap === null ? point.unseen : null),
}
const OLDEST: SeriesLook & { readonly id: string; readonly name: string } = {
  id: "oldest",
  name: "oldest waiting",
  colour: "var(--ink)",
  shape: "line",
  dash: "4 3",
}
export const QUEUE_SERIES = [WAITING, UNSEEN, OLDEST]
/** An axis of ages is never shorter, so that the line of a young one lies low. */
const LEAST_AGE_CEILING_US = 100_000

const outstandingOf = (point: ChartPoint) => point.outstanding
const depthOf = (point: ChartPoint) => point.waiting + point.unseen + total(point.outstanding)

/** Where requests stand: waiting, in the DEALER, and at each worker, stacked; how old the oldest is. */
export const QueueDepthChart = liveChart("QueueDepthChart", ({ chart }) => {
  const { points, workers, nowMs, windowMs, hidden } = chart
  const [memory] = useState(() => ({
    traces: new WorkerTraces(outstandingOf, "area"),
    active: new KeptList<Band>(),
  }))
  const last = lastPoint(points)
  const known = useMemo(() => points.filter((point) => point.gap === null), [points])
  const bands = useMemo(() => {
    const traces = memory.traces.choose(points, workers)
    return memory.active.keep(activeBands(points, [WAITING, UNSEEN, ...traces]))
  }, [memory, points, workers])
  const shown = useVisible(bands, hidden)
  const ceiling = useCeiling(stackHeight(points, shown), 4, nowMs, windowMs)
  const oldestUs = known.reduce((most, point) => Math.max(most, point.oldestWaitingUs), 0)
  const ageCeilingUs = useCeiling(oldestUs, LEAST_AGE_CEILING_US, nowMs, windowMs)
  const showsAge = oldestUs > 0 && !hidden.has(OLDEST.id)
  const series = useMemo(
    () => (showsAge ? [...shown, ageLine(ceiling / ageCeilingUs)] : shown),
    [shown, showsAge, ceiling, ageCeilingUs],
  )
  const present = bands.filter((band) => isPresent(band, last))
  return (
    <ChartFrame
      chart={chart}
      title="Queue depth"
      subtitle="where requests stand"
      figure={last === undefined ? "" : formatCount(depthOf(last))}
      summary={summarise(last, known)}
      scale={linearScale(ceiling, formatTick)}
      series={series}
      labels={[
        ...stackLabels(points, present, hidden),
        ...(oldestUs > 0 ? [ageLabel(last, ceiling / ageCeilingUs)] : []),
      ]}
      readout={(point) => [
        ...(showsAge && point.oldestWaitingUs > 0
          ? [{ ...OLDEST, value: formatDuration(point.oldestWaitingUs) }]
          : []),
        ...shown
          .map((band) => ({ ...band, count: band.read(point) ?? 0 }))
          .filter((band) => band.count > 0)
          .reverse()
          .map((band) => ({ ...band, value: formatCount(band.count) })),
      ]}
    />
  )
})

/** Whether a worker is still there; what is no worker always is. */
function isPresent(band: Band & { isAt?: (point: ChartPoint) => boolean }, last?: ChartPoint) {
  return last !== undefined && (band.isAt?.(last) ?? true)
}

/** The age in the units of the axis of depths: it has an axis of its own, which is not drawn. */
function ageLine(depthPerUs: number): DrawnSeries {
  return {
    ...OLDEST,
    widthPx: 1.4,
    read: (point) => (point.gap === null ? point.oldestWaitingUs * depthPerUs : null),
  }
}

function ageLabel(last: ChartPoint | undefined, depthPerUs: number): SeriesLabel {
  const us = last?.oldestWaitingUs ?? 0
  const name = us > 0 ? `${formatAge(us)} old` : "oldest"
  return {
    ...OLDEST,
    name,
    meaning: OLDEST.name,
    at: us * depthPerUs,
    weight: Number.POSITIVE_INFINITY,
  }
}

function summarise(last: ChartPoint | undefined, known: readonly ChartPoint[]): string {
  if (last === undefined) return ""
  const atWorkers = formatCount(total(last.outstanding))
  const parts = `${formatCount(last.waiting)} waiting, ${formatCount(last.unseen)} in the DEALER, ${atWorkers} at workers`
  return `${formatCount(depthOf(last))} requests, ${trendOf(known.map(depthOf))}: ${parts}`
}
