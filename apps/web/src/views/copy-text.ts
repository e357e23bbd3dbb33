import { toast } from "sonner"

/** Copies a text and says so; `what` names it where it is too long to be told. */
export async function copyText(text: string, what = text): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    toast.success(`Copied ${what}`)
  } catch {
    // Browsers keep the clipboard from pages that are not served over https or from this machine.
    toast.message(text, { description: "The browser does not let this page copy it." })
  }
}
