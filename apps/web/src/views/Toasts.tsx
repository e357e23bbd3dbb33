import type { CSSProperties } from "react"
import { Toaster } from "sonner"

/**
 * Sonner's looks are inline and its own style sheet's; ours must be inline to come before them. Its
 * sizes are in pixels: in rem they grow with the root, as the page's own.
 */
const TOASTER_STYLE = {
  "--width": "22.25rem",
  "--normal-bg": "var(--raise)",
  "--normal-border": "var(--line2)",
  "--normal-text": "var(--ink)",
  "--border-radius": "0.5rem",
  fontFamily: "var(--font-sans)",
} as CSSProperties

const TOAST_STYLE: CSSProperties = {
  boxShadow: "none",
  fontSize: "var(--type-body)",
  padding: "1rem",
  gap: "0.375rem",
}

const ACTION_STYLE: CSSProperties = {
  background: "none",
  border: "1px solid var(--line2)",
  color: "var(--accent)",
  fontSize: "var(--type-label)",
  height: "1.5rem",
  padding: "0 0.5rem",
  borderRadius: "0.375rem",
}

/** Sonner draws no outline, and a shadow that is not seen in the dark. */
const FOCUS = "focus-visible:outline-2! focus-visible:outline-accent!"

/** What no inline style can say. */
const CLASS_NAMES = { toast: FOCUS, actionButton: FOCUS, icon: "size-4! [&>svg]:size-5!" }

/** While presenting they lie in the foot, one at a time, and cover nothing that is presented. */
const PRESENTER_TOASTER_STYLE = {
  ...TOASTER_STYLE,
  "--width": "min(60rem, 100vw - 3rem)",
} as CSSProperties

/** As high as the foot leaves room for (presenter.css). */
const PRESENTER_TOAST_STYLE: CSSProperties = {
  ...TOAST_STYLE,
  height: "2.5rem",
  padding: "0 1rem",
  fontSize: "var(--type-label)",
  lineHeight: 1.2,
}

interface ToastsProps {
  readonly theme: "light" | "dark"
  readonly isPresenting: boolean
}

/** Tells what happened, in the corner. */
export function Toasts({ theme, isPresenting }: ToastsProps) {
  return (
    <Toaster
      theme={theme}
      position="bottom-right"
      visibleToasts={isPresenting ? 1 : 4}
      style={isPresenting ? PRESENTER_TOASTER_STYLE : TOASTER_STYLE}
      offset={isPresenting ? { bottom: "0.25rem", right: "1.5rem" } : "1.5rem"}
      toastOptions={{
        style: isPresenting ? PRESENTER_TOAST_STYLE : TOAST_STYLE,
        actionButtonStyle: ACTION_STYLE,
        classNames: CLASS_NAMES,
      }}
    />
  )
}
