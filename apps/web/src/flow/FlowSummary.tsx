import { useEffect, useRef, useState } from "react"
import { TEST_IDS } from "../test-ids.js"
import type { FlowView } from "./view.js"
import { summarise } from "./words.js"

/** The words change each second for whoever goes there to read them… */
const WRITTEN_EACH_MS = 1000
/** …and are spoken by themselves so often at most. */
const SPOKEN_EACH_MS = 10_000

export function FlowSummary({ view }: { readonly view: FlowView }) {
  const [written, setWritten] = useState("")
  const [spoken, setSpoken] = useState("")
  const latest = useRef(view)
  useEffect(() => {
    latest.current = view
  })
  useEffect(() => {
    let spokenMs = Number.NEGATIVE_INFINITY
    const tell = () => {
      const { stand, perSecond, fallen } = latest.current
      const text = summarise(stand, perSecond, fallen)
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
