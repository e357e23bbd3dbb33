import { formatDuration, formatDurationTick } from "@zmqscope/metrics"
import { slotWidthMs } from "@zmqscope/model"
import type { Sweep } from "@zmqscope/protocol"
import { extent } from "d3-array"
import { Chart, type ChartProps, PERCENTILES } from "../../charts/index.js"
import { useApp, useUrl } from "../../hooks/index.js"
import { formatLoad, kneeWords, LoadPoints, type LoadSeries } from "../../sweeps/index.js"

const NONE: never[] = []
const IDS: readonly LoadSeries[] = ["p99", "p95", "p50"]

/** Latency against load, and where its knee is. */
export function SweepChart({ sweep }: { readonly sweep: Sweep }) {
  const { url } = useApp()
  const { hiddenSeries: hidden } = useUrl()
  const { order, points: measured, kneePerSecond } = sweep
  const load = new LoadPoints(measured)
  const highest = (order.perSecond.at(-1) ?? 1) * 1000
  const slotMs = slotWidthMs(highest)
  const endMs = Math.ceil(highest / slotMs) * slotMs
  const chart: ChartProps = {
    points: load.points,
    workers: NONE,
    markers:
      kneePerSecond === null
        ? NONE
        : [
            {
              atMs: kneePerSecond * 1000,
              kind: "change",
              text: `knee, ${formatLoad(kneePerSecond)}`,
            },
          ],
    pins: NONE,
    windowMs: endMs,
    nowMs: endMs,
    frozen: false,
    unit: "/s",
    reachMs: null,
    span: null,
    onSelectSpan: () => {},
    hidden,
    onToggleSeries: (id) => url.toggleSeries(id),
    latencyView: "percentiles",
    onTurnLatencyView: () => {},
  }
  const values = measured.flatMap(({ intendedUs }) => IDS.flatMap((id) => intendedUs[id] ?? []))
  const [lowest = 1000, top = 100_000] = extent(values)
  const low = Math.floor(Math.log10(Math.max(lowest, 1)))
  return (
    <Chart
      chart={chart}
      title="Latency against load"
      subtitle="from when each request was due, log scale"
      summary={kneeWords(sweep)}
      axis={{
        kind: "log",
        low: 10 ** low,
        high: 10 ** Math.max(Math.ceil(Math.log10(top)), low + 1),
        format: formatDurationTick,
      }}
      series={IDS.flatMap((id) => {
        const look = PERCENTILES.find((one) => one.id === id)
        return look === undefined ? [] : { ...look, read: (point) => load.read(id, point) }
      })}
      format={formatDuration}
    />
  )
}
