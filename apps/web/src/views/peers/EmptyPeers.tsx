import type { ReactNode } from "react"
import { reachableEndpoint } from "../../endpoint.js"

/** What to do when there is nobody. */
export function EmptyPeers({
  address,
  children,
}: {
  readonly address: string | undefined
  readonly children: ReactNode
}) {
  return (
    <p className="border-t border-line py-3 text-label text-ink2">
      {children}{" "}
      {address !== undefined && (
        <code className="text-ink">{reachableEndpoint(address, location.hostname)}</code>
      )}
    </p>
  )
}
