import type { CommandId } from "../../commands/index.js"
import { reachableEndpoint } from "../../endpoint.js"
import { UNKNOWN } from "../../format.js"
import { useCommands } from "../../hooks/index.js"
import { copyText } from "../copy-text.js"

/** Where peers connect to; a click copies it. */
export function Endpoint({
  label,
  address,
  command,
  testId,
}: {
  readonly label: string
  readonly address: string | undefined
  /** What copies it from anywhere. */
  readonly command: CommandId
  readonly testId: string
}) {
  const shown = address && reachableEndpoint(address, window.location.hostname)
  useCommands(shown ? { [command]: () => void copyText(shown) } : {})
  return (
    <button
      type="button"
      className="group inline-flex h-6 min-w-0 items-center gap-1.5 rounded-md text-label text-ink2"
      onClick={() => shown && void copyText(shown)}
      disabled={shown === undefined}
      title={`Copy where ${label} connect: ${shown ?? UNKNOWN}`}
      data-testid={testId}
      data-value={shown ?? ""}
    >
      <span className="shrink-0">{label} to</span>
      <code className="truncate text-ink group-hover:text-accent">{shown ?? UNKNOWN}</code>
    </button>
  )
}
