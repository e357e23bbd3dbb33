import { useCallback, useEffect, useMemo, useRef } from "react"
import { useApp, useUrl } from "../../hooks/index.js"

/** What keeps the list still by itself: it was scrolled, or somebody is at its rows. */
type Reason = "scrolled" | "used"

export interface Hold {
  readonly hold: (reason: Reason) => void
  readonly release: (reason: Reason) => void
}

/**
 * The list stands while the page does (`freezeMs`), and while somebody is at it: rows that run on
 * under the pointer or the focus could not be used. When neither is so it goes on by itself; so it
 * does as an envelope that was open is closed, unless somebody has scrolled to where they are.
 */
export function useHold(): Hold {
  const { tap, live } = useApp()
  const { freezeMs, selection } = useUrl()
  const reasons = useRef(new Set<Reason>())
  const isOpen = selection?.kind === "envelope"

  const settle = useCallback(() => {
    if (freezeMs !== null) tap.hold(freezeMs * 1000 - live.epochUnixUs)
    else if (reasons.current.size > 0) tap.hold()
    else tap.follow()
  }, [tap, live, freezeMs])
  useEffect(settle, [settle])
  useEffect(() => {
    if (!isOpen) return undefined
    return () => {
      reasons.current.delete("used")
      settle()
    }
  }, [isOpen, settle])
  // Told anew from above it stands nowhere: `follow` by any other way forgets why it stood.
  useEffect(
    () =>
      tap.subscribe(() => {
        if (!tap.held) reasons.current.clear()
      }),
    [tap],
  )

  return useMemo(
    () => ({
      hold: (reason) => {
        reasons.current.add(reason)
        settle()
      },
      release: (reason) => {
        if (reasons.current.delete(reason)) settle()
      },
    }),
    [settle],
  )
}
