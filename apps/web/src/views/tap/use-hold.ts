import { useCallback, useEffect, useMemo, useRef, useState } from "react"
import { useApp, useKnownRun, useUrl } from "../../hooks/index.js"

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
  const [reasons] = useState(() => new Set<Reason>())
  const run = useKnownRun()
  const isOpen = selection?.kind === "envelope"

  const settle = useCallback(() => {
    // With a run its clock begins, and what was held of another has gone.
    if (freezeMs !== null && run !== null) tap.hold(freezeMs * 1000 - live.epochUnixUs)
    else if (reasons.size > 0) tap.hold()
    else tap.follow()
  }, [tap, live, reasons, freezeMs, run])
  useEffect(settle, [settle])
  const wasOpen = useRef(false)
  useEffect(() => {
    if (wasOpen.current && !isOpen) {
      reasons.delete("used")
      settle()
    }
    wasOpen.current = isOpen
  }, [isOpen, reasons, settle])
  // Told anew from above it stands nowhere: `follow` by any other way forgets why it stood.
  useEffect(
    () =>
      tap.subscribe(() => {
        if (!tap.held) reasons.clear()
      }),
    [tap, reasons],
  )

  return useMemo(
    () => ({
      hold: (reason) => {
        reasons.add(reason)
        settle()
      },
      release: (reason) => {
        if (reasons.delete(reason)) settle()
      },
    }),
    [reasons, settle],
  )
}
