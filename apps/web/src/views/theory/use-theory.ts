import type { Theory } from "@zmqscope/protocol"
import { useEffect, useMemo } from "react"
import { useApp, useStore } from "../../hooks/index.js"
import { afterMs, Polled, type PolledView } from "../../polled.js"

const EVERY_MS = 1000

/** What the server says of the last minute, while it is shown. */
export function useTheory(): PolledView<Theory> {
  const { measures } = useApp()
  const polled = useMemo(
    () => new Polled({ load: () => measures.theory(), everyMs: () => EVERY_MS, after: afterMs }),
    [measures],
  )
  useEffect(() => polled.watch(), [polled])
  return useStore(polled)
}
