import type { ChartProps } from "../../charts/index.js"
import { useUrl } from "../../hooks/index.js"

const NONE: never[] = []
const nothing = () => {}

type Measured = "points" | "markers" | "windowMs" | "nowMs" | "unit"

/** What a chart of a run takes: it counts from 0, stands by itself, and no span of it can be chosen. */
export function useRunChart(measured: Required<Pick<ChartProps, Measured>>): ChartProps {
  const { hiddenSeries: hidden } = useUrl()
  return {
    ...measured,
    workers: NONE,
    pins: NONE,
    frozen: false,
    reachMs: null,
    span: null,
    onSelectSpan: nothing,
    hidden,
    latencyView: "percentiles",
    onTurnLatencyView: nothing,
  }
}
