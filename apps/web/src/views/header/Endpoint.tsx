import { toast } from "sonner"
import { UNKNOWN } from "../../format.js"

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
  const copy = async () => {
    if (address === undefined) return
    try {
      await navigator.clipboard.writeText(address)
      toast.success(`Copied ${address}`)
    } catch {
      // Browsers keep the clipboard from pages that are not served over https or from this machine.
      toast.message(address, { description: "The browser does not let this page copy it." })
    }
  }
  return (
    <button
      type="button"
      className="group inline-flex h-7 items-center gap-1.5 rounded-md text-ink2"
      onClick={() => void copy()}
      disabled={address === undefined}
      aria-label={`Copy where ${label} connect: ${address ?? "not known yet"}`}
      data-testid={testId}
      data-value={address ?? ""}
    >
      <span className="max-xl:hidden">{label} to</span>
      <span className="xl:hidden">{label}</span>
      <code className="text-ink group-hover:text-accent">{address ?? UNKNOWN}</code>
    </button>
  )
}
