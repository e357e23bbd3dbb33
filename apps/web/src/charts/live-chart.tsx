import { type FunctionComponent, memo } from "react"
import { useTurn } from "../hooks/index.js"
import type { ChartProps } from "./types.js"
import { isSameView } from "./view.js"

/** Makes a chart that draws again only when what it shows has changed, in a frame of its own. */
export function liveChart(
  name: string,
  View: FunctionComponent<{ readonly chart: ChartProps }>,
): FunctionComponent<ChartProps> {
  const StillView = memo(View)
  function LiveChart(latest: ChartProps) {
    return <StillView chart={useTurn(latest, isSameView)} />
  }
  LiveChart.displayName = name
  return LiveChart
}
