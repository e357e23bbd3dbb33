import { reachableEndpoint } from "../../endpoint.js"
import { UNKNOWN } from "../../format.js"
import { copyText } from "../copy-text.js"

/** Where peers connect to; a click copies it. */
export function Endpoint({
  label,
  address,
  testId,
}: {
  readonly label: string
  readonly address: string | undefined
  readonly testId: string
}) {
  const shown = address && reachableEndpoint(address, window.location.hostname)
  return (
    <button
      type="button"
      className="group inline-flex h-7 items-center gap-1.5 rounded-md text-ink2"
      onClick={() => shown && void copyText(shown)}
      disabled={shown === undefined}
      aria-label={`Copy where ${label} connect: ${shown ?? "not known yet"}`}
      data-testid={testId}
      data-value={shown ?? ""}
    >
      <span className="max-xl:hidden">{label} to</span>
      <span className="xl:hidden">{label}</span>
      <code className="text-ink group-hover:text-accent">{shown ?? UNKNOWN}</code>
    </button>
  )
}
