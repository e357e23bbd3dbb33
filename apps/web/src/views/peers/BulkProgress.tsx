import { useSyncExternalStore } from "react"
import type { PeerKind } from "../../api/index.js"
import { useApp } from "../../hooks/index.js"
import { TEST_IDS } from "../../test-ids.js"

/** How far a bulk action over one kind of peers has come. */
export function BulkProgress({ kind }: { readonly kind: PeerKind }) {
  const { progress } = useApp().actions
  const shown = useSyncExternalStore(progress.subscribe, () => progress.get(kind))
  if (shown === null) return null
  const { label, through, total } = shown
  return (
    <div className="pb-2 text-tiny text-ink2" data-testid={TEST_IDS.bulkProgress}>
      {label}: {through} of {total}
      <div
        role="progressbar"
        aria-label={label}
        aria-valuenow={through}
        aria-valuemin={0}
        aria-valuemax={total}
        className="mt-1 h-1 overflow-hidden rounded-sm bg-line"
      >
        <div className="h-full bg-accent" style={{ width: `${(100 * through) / total}%` }} />
      </div>
    </div>
  )
}
