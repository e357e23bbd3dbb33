import { toast } from "sonner"
import { isMac, keyNames } from "../commands/index.js"
import { FLOATING } from "../floating.js"

/** Copies a text and says so; `what` names it where it is too long to be told. */
export async function copyText(text: string, what = text): Promise<void> {
  if ((await writeToClipboard(text)) || copySelected(text)) {
    toast.success(`Copied ${what}`)
    return
  }
  const keys = keyNames("mod+c", isMac(navigator.userAgent)).join(" ")
  toast.message(`Press ${keys} to copy ${what}`, {
    description: "The browser does not let this page do it. It is selected.",
    duration: 15_000,
  })
}

async function writeToClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    // Browsers keep it from pages that come neither over https nor from this machine.
    return false
  }
}

/** The way from before there was a clipboard to write to. Where that fails too, the text stays selected. */
function copySelected(text: string): boolean {
  const before = document.activeElement
  const field = document.createElement("textarea")
  field.value = text
  field.readOnly = true
  field.ariaLabel = "To copy"
  field.className = "sr-only"
  // A dialog lets the focus go nowhere else.
  const around = before?.closest(FLOATING) ?? document.body
  around.append(field)
  field.select()
  const isCopied = document.execCommand("copy")
  if (isCopied) {
    field.remove()
    if (before instanceof HTMLElement) before.focus()
  } else field.addEventListener("blur", () => field.remove())
  return isCopied
}
