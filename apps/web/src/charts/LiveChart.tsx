import { type FunctionComponent, memo, useEffect, useState } from "react"
import { chartTurns } from "./turns.js"
import type { ChartProps } from "./types.js"
import { isSameView } from "./view.js"

interface ViewProps {
  readonly chart: ChartProps
}

/**
 * Makes a chart that draws again only when what it shows has changed, and in a frame of its own:
 * all charts change together, and together they would take longer than a frame lasts.
 */
export function liveChart(
  name: string,
  View: FunctionComponent<ViewProps>,
): FunctionComponent<ChartProps> {
  const StillView = memo(View)
  function LiveChart(latest: ChartProps) {
    const [owner] = useState(() => ({}))
    const [shown, setShown] = useState(latest)
    const isStale = !isSameView(shown, latest)
    useEffect(() => {
      if (isStale) chartTurns.ask(owner, () => setShown(latest))
    })
    useEffect(() => () => chartTurns.leave(owner), [owner])
    return <StillView chart={shown} />
  }
  LiveChart.displayName = name
  return LiveChart
}
