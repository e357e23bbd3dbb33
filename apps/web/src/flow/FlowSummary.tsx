import type { Snapshot } from "@zmqscope/protocol"
import { useEffect, useRef, useState } from "react"
import { TEST_IDS } from "../test-ids.js"
import { summarise } from "./summary.js"
import type { Label } from "./view.js"

/** The words change each second for whoever goes there to read them… */
const WRITTEN_EACH_MS = 1000
/** …and are spoken by themselves so often at most. */
const SPOKEN_EACH_MS = 10_000

export function FlowSummary({
  snapshot,
  losses,
}: {
  readonly snapshot: Snapshot | null
  readonly losses: readonly Label[]
}) {
  const [written, setWritten] = useState("")
  const [spoken, setSpoken] = useState("")
  const latest = useRef({ snapshot, losses })
  useEffect(() => {
    latest.current = { snapshot, losses }
  })
  useEffect(() => {
    let spokenMs = Number.NEGATIVE_INFINITY
    const tell = () => {
      const { snapshot: now, losses: lost } = latest.current
      if (now === null) return
      const text = summarise(
        now,
        lost.map((loss) => loss.text),
      )
      setWritten(text)
      if (performance.now() - spokenMs < SPOKEN_EACH_MS) return
      spokenMs = performance.now()
      setSpoken(text)
    }
    const timer = setInterval(tell, WRITTEN_EACH_MS)
    return () => clearInterval(timer)
  }, [])
  return (
    <div className="sr-only">
      <p data-testid={TEST_IDS.flowSummary}>{written}</p>
      <p role="status" aria-label="Flow">
        {spoken}
      </p>
    </div>
  )
}
