import { endsInOrder, type PastEnvelopes, type Span } from "@zmqscope/model"
import { useEffect, useState } from "react"
import { useApp, useKnownRun } from "../../hooks/index.js"
import { reasonOf } from "../../reason.js"

/** How it stands with what the page does not hold of a span. */
export type Past =
  | { readonly state: "asked" }
  | ({ readonly state: "told" } & Omit<PastEnvelopes, "rows">)
  | { readonly state: "failed"; readonly reason: string }

interface Answer {
  readonly key: string
  readonly past: Past
}

/**
 * Asks the server for what ended in a span before the page's log begins, and has it listed. Null
 * while the log reaches back far enough (`isBeyond`).
 */
export function usePast(span: Span | null, isBeyond: boolean): Past | null {
  const { past, live, tap } = useApp()
  const run = useKnownRun()
  const [answer, setAnswer] = useState<Answer | null>(null)
  const key = span !== null && isBeyond ? `${run} ${span.fromMs} ${span.toMs}` : null

  useEffect(() => {
    if (key === null || span === null) return undefined
    let isWanted = true
    const unixMs = (at: number) => (at + live.epochUnixUs) / 1000
    past.envelopesIn(span.fromMs, span.toMs, unixMs).then(
      ({ rows, ...told }) => {
        if (!isWanted) return
        for (const row of rows) live.roster.learnRow(row)
        tap.ask({ past: endsInOrder(rows) })
        setAnswer({ key, past: { state: "told", ...told } })
      },
      (error: unknown) => {
        if (isWanted) setAnswer({ key, past: { state: "failed", reason: reasonOf(error) } })
      },
    )
    return () => {
      isWanted = false
      tap.ask({ past: NOTHING })
    }
  }, [past, live, tap, span, key])

  if (key === null) return null
  return answer?.key === key ? answer.past : { state: "asked" }
}

const NOTHING = [] as const
