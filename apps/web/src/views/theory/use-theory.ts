import type { Theory } from "@zmqscope/protocol"
import { useEffect, useMemo } from "react"
import { useApp, useStore } from "../../hooks/index.js"
import { Polled, type PolledView } from "../../polled.js"
import { browserClock } from "../../stream/index.js"

const EVERY_MS = 1000

/** What the server says of the last minute, while it is shown. */
export function useTheory(): PolledView<Theory> {
  const { measures } = useApp()
  const polled = useMemo(
    () =>
      new Polled({
        load: () => measures.theory(),
        everyMs: () => EVERY_MS,
        after: browserClock.after,
      }),
    [measures],
  )
  useEffect(() => polled.watch(), [polled])
  return useStore(polled)
}
