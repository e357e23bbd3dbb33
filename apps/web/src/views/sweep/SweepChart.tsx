import { formatDuration } from "@zmqscope/metrics"
import { slotWidthMs } from "@zmqscope/model"
import type { Marker, Sweep } from "@zmqscope/protocol"
import { Chart, durationAxis, PERCENTILES } from "../../charts/index.js"
import { useRunChart } from "../runs/use-run-chart.js"
import { LoadPoints, type LoadSeries } from "./load-points.js"
import { formatLoad, kneeWords } from "./words.js"

const IDS: readonly LoadSeries[] = ["p99", "p95", "p50"]

/** Latency against load, and where its knee is. */
export function SweepChart({ sweep }: { readonly sweep: Sweep }) {
  const { order, points: measured, kneePerSecond } = sweep
  const load = new LoadPoints(measured)
  const highest = (order.perSecond.at(-1) ?? 1) * 1000
  const slotMs = slotWidthMs(highest)
  const endMs = Math.ceil(highest / slotMs) * slotMs
  const knee = (perSecond: number): Marker => ({
    atMs: perSecond * 1000,
    kind: "change",
    text: `knee, ${formatLoad(perSecond)}`,
  })
  const times = measured.flatMap(({ intendedUs }) => IDS.flatMap((id) => intendedUs[id] ?? []))
  const chart = useRunChart({
    points: load.points,
    markers: kneePerSecond === null ? [] : [knee(kneePerSecond)],
    windowMs: endMs,
    nowMs: endMs,
    unit: "/s",
  })
  return (
    <Chart
      chart={chart}
      title="Latency against load"
      subtitle="from when each request was due, log scale"
      summary={kneeWords(sweep)}
      axis={durationAxis(times)}
      series={IDS.flatMap((id) => {
        const look = PERCENTILES.find((one) => one.id === id)
        return look === undefined ? [] : { ...look, read: (point) => load.read(id, point) }
      })}
      format={formatDuration}
    />
  )
}
