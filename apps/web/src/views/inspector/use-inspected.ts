import type { Envelope, KeptFrames } from "@zmqscope/protocol"
import { useCallback, useEffect, useState, useSyncExternalStore } from "react"
import { ApiError, type InspectedEnvelope } from "../../api/index.js"
import { useApp, useStatus } from "../../hooks/index.js"

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
  /** The server does not know the envelope. */
  | { readonly state: "unknown"; readonly detail: string }
  | { readonly state: "failed"; readonly detail: string }

interface Answer {
  /** Of which question. */
  readonly key: string
  readonly row: InspectedEnvelope | null
  readonly frames: FramesState
}

/** One envelope: its row as the page has it, else as the server has; its frames from the server. */
export function useInspected(number: number): Inspected {
  const { live, api, tap } = useApp()
  useSyncExternalStore(tap.subscribe, tap.version)
  const run = useStatus(({ hello }) => hello?.run ?? null)
  const own = live.envelope(number)
  const [asked, setAsked] = useState(0)
  const [answer, setAnswer] = useState<Answer | null>(null)
  // Asked anew when it has ended: then the reply's frames are there.
  const hasEnded = own === undefined || own.endedAt !== null
  const key = `${run} ${number} ${hasEnded} ${asked}`

  useEffect(() => {
    let isWanted = true
    api.envelope(number).then(
      (row) => {
        if (!isWanted) return
        live.roster.learnRow(row)
        setAnswer({ key, row, frames: framesOf(row) })
      },
      (error: unknown) => isWanted && setAnswer({ key, row: null, frames: failureOf(error) }),
    )
    return () => {
      isWanted = false
    }
  }, [api, live, number, key])

  const retry = useCallback(() => setAsked((before) => before + 1), [])
  const isAnswered = answer !== null && answer.key === key
  // While it is asked anew, what was known of the same envelope stays.
  const known = answer?.row?.number === number ? answer.row : null
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
  const detail = error instanceof Error ? error.message : String(error)
  const isUnknown = error instanceof ApiError && error.code === "unknown-envelope"
  return { state: isUnknown ? "unknown" : "failed", detail }
}
