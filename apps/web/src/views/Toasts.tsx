import type { CSSProperties } from "react"
import { Toaster } from "sonner"

/** Sonner's looks are inline and its own style sheet's; ours must be inline to come before them. */
const TOASTER_STYLE = {
  "--normal-bg": "var(--raise)",
  "--normal-border": "var(--line2)",
  "--normal-text": "var(--ink)",
  "--border-radius": "0.5rem",
  fontFamily: "var(--font-sans)",
} as CSSProperties

const TOAST_STYLE: CSSProperties = { boxShadow: "none", fontSize: "var(--type-body)" }

const ACTION_STYLE: CSSProperties = {
  background: "none",
  border: "1px solid var(--line2)",
  color: "var(--accent)",
  fontSize: "var(--type-label)",
}

/** Tells what happened, in the corner. */
export function Toasts({ theme }: { readonly theme: "light" | "dark" }) {
  return (
    <Toaster
      theme={theme}
      position="bottom-right"
      visibleToasts={4}
      style={TOASTER_STYLE}
      toastOptions={{ style: TOAST_STYLE, actionButtonStyle: ACTION_STYLE }}
    />
  )
}
