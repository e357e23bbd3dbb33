import type { Envelope } from "@zmqscope/protocol"
import { workerLook } from "../../colour.js"
import { formatDuration } from "../../format.js"
import { segmentsOf } from "./segments.js"

/** Waiting, backlog, service, return, as lengths; `fullUs` fills the width. */
export function Waterfall({ row, fullUs }: { readonly row: Envelope; readonly fullUs: number }) {
  const { waitingUs, backlogUs, serviceUs, returnUs } = segmentsOf(row)
  const colour = row.worker === null ? "var(--ink3)" : workerLook(row.worker).colour
  const share = (us: number) => `${Math.min(100, (100 * us) / fullUs)}%`
  return (
    <span
      role="img"
      className="flex h-[0.4375rem] overflow-hidden"
      aria-label={`waiting ${formatDuration(waitingUs)}, backlog ${formatDuration(backlogUs)}, service ${formatDuration(serviceUs)}`}
    >
      <i
        className="h-full shrink-0"
        style={{ width: share(waitingUs), background: "var(--ink3)" }}
      />
      <i
        className="h-full shrink-0"
        style={{
          width: share(backlogUs),
          background: `color-mix(in oklab, ${colour} 45%, var(--bg))`,
        }}
      />
      <i className="h-full shrink-0" style={{ width: share(serviceUs), background: colour }} />
      <i
        className="h-full shrink-0"
        style={{ width: share(returnUs), background: "var(--ink2)" }}
      />
    </span>
  )
}
