import type { InspectedEnvelope } from "@zmqscope/model"
import type { Envelope, KeptFrames } from "@zmqscope/protocol"
import { useCallback, useEffect, useState } from "react"
import { ApiError } from "../../api/index.js"
import { useApp, useFigures, useKnownRun } from "../../hooks/index.js"
import { reasonOf } from "../../reason.js"
import type { EnvelopeSelection } from "../../url-state.js"

/** What is known of an envelope that is open. */
export interface Inspected {
  readonly row: Envelope | null
  readonly frames: FramesState
  readonly retry: () => void
}

export type FramesState =
  | { readonly state: "loading" }
  | { readonly state: "kept"; readonly frames: KeptFrames }
  /** The broker has overwritten them. */
  | { readonly state: "no longer kept" }
  /** The broker has started anew since: its number is another's now. */
  | { readonly state: "of an earlier run"; readonly run: string }
  /** The server does not know the envelope. */
  | { readonly state: "unknown"; readonly detail: string }
  | { readonly state: "failed"; readonly detail: string }

interface Answer {
  readonly key: string
  readonly run: string
  readonly row: InspectedEnvelope | null
  readonly frames: FramesState
}

/** One envelope: its row as the page has it, else as the server has; its frames from the server. */
export function useInspected({ number, run }: EnvelopeSelection): Inspected {
  const { live, past } = useApp()
  // Its row moves on in place, whether or not the list is held.
  useFigures((view) => view.snapshot)
  const shown = useKnownRun()
  const isShown = shown !== null && (run ?? shown) === shown
  const own = isShown ? live.envelope(number) : undefined
  const [asked, setAsked] = useState(0)
  const [answer, setAnswer] = useState<Answer | null>(null)
  // Asked anew when it has ended: then the reply's frames are there.
  const hasEnded = own === undefined || own.endedAt !== null
  const key = `${shown} ${number} ${hasEnded} ${asked}`

  useEffect(() => {
    if (!isShown) return undefined
    let isWanted = true
    past.envelope(number).then(
      (row) => {
        if (!isWanted) return
        live.roster.learnRow(row)
        setAnswer({ key, run: shown, row, frames: framesOf(row) })
      },
      (error: unknown) =>
        isWanted && setAnswer({ key, run: shown, row: null, frames: failureOf(error) }),
    )
    return () => {
      isWanted = false
    }
  }, [past, live, number, key, shown, isShown])

  const retry = useCallback(() => setAsked((before) => before + 1), [])
  if (run !== undefined && shown !== null && !isShown) {
    return { row: null, frames: { state: "of an earlier run", run }, retry }
  }
  const isAnswered = answer !== null && answer.key === key
  // While it is asked anew, what was known of the same envelope stays.
  const known = answer?.run === shown && answer.row?.number === number ? answer.row : null
  const frames: FramesState = isAnswered
    ? answer.frames
    : known === null
      ? { state: "loading" }
      : framesOf(known)
  return { row: own ?? known, frames, retry }
}

function framesOf({ frames }: InspectedEnvelope): FramesState {
  return frames === null ? { state: "no longer kept" } : { state: "kept", frames }
}

function failureOf(error: unknown): FramesState {
  const isUnknown = error instanceof ApiError && error.code === "unknown-envelope"
  return { state: isUnknown ? "unknown" : "failed", detail: reasonOf(error) }
}
