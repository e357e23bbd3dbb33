import type { ClientDetails, WorkerDetails } from "@zmqscope/protocol"
import { useEffect, useState } from "react"
import { ApiError, type PeerKind } from "../../api/index.js"
import { useApp } from "../../hooks/index.js"

/** Asked again so often while it is open, milliseconds. */
const EVERY_MS = 1000

export type DetailsOf =
  | { readonly kind: "client"; readonly peer: ClientDetails }
  | { readonly kind: "worker"; readonly peer: WorkerDetails }

export interface DetailsState {
  /** What was told last; null before anything was. */
  readonly details: DetailsOf | null
  /** Why nothing newer is: it has left, or nobody answers. */
  readonly trouble: { readonly isGone: boolean; readonly detail: string } | null
}

const NOTHING: DetailsState = { details: null, trouble: null }

/** All that the server knows of one peer, anew each second. */
export function usePeerDetails(kind: PeerKind, name: string): DetailsState {
  const { peers } = useApp()
  const [state, setState] = useState(NOTHING)
  useEffect(() => {
    let isOver = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = async (): Promise<void> => {
      const next = await askFor(kind, name, peers).catch(troubleOf)
      if (isOver) return
      setState((before) => ({ details: next.details ?? before.details, trouble: next.trouble }))
      timer = setTimeout(() => void ask(), EVERY_MS)
    }
    void ask()
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [peers, kind, name])
  return state
}

async function askFor(
  kind: PeerKind,
  name: string,
  peers: ReturnType<typeof useApp>["peers"],
): Promise<DetailsState> {
  const details: DetailsOf =
    kind === "client"
      ? { kind, peer: await peers.client(name) }
      : { kind, peer: await peers.worker(name) }
  return { details, trouble: null }
}

function troubleOf(error: unknown): DetailsState {
  if (!(error instanceof ApiError)) throw error
  const isGone = error.code === "unknown-peer"
  return { details: null, trouble: { isGone, detail: error.message } }
}
