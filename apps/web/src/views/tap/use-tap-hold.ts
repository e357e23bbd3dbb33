import { useCallback, useState } from "react"
import { useTap } from "../../hooks/index.js"
import type { TapView } from "../../store/index.js"

export interface TapHold {
  readonly view: TapView
  readonly held: boolean
  /** Envelopes that came since it was held. */
  readonly newer: number
  readonly hold: () => void
  readonly follow: () => void
}

/** The tap, following or held where it stood. */
export function useTapHold(): TapHold {
  const latest = useTap()
  const [kept, setKept] = useState<TapView | null>(null)
  // A new run counts from nothing: what was held is of another broker.
  const held = kept !== null && latest.seen >= kept.seen ? kept : null
  const hold = useCallback(() => setKept((before) => before ?? latest), [latest])
  const follow = useCallback(() => setKept(null), [])
  const newer = held === null ? 0 : latest.seen - held.seen
  return { view: held ?? latest, held: held !== null, newer, hold, follow }
}
