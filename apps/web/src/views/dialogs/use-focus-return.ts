import { useEffect, useRef } from "react"
import { FLOATING } from "../../floating.js"

/** Gives the focus back to where it was on the page, when what was open over it has closed. */
export function useFocusReturn(isOpen: boolean): void {
  const below = useRef<HTMLElement | null>(null)
  useEffect(() => {
    // Always followed: as a dialog opens from a menu, the focus is in that, which is about to go.
    const onFocusIn = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && target.closest(FLOATING) === null) below.current = target
    }
    const onFocusOut = ({ target, relatedTarget }: FocusEvent) => {
      if (target === below.current && relatedTarget === null) below.current = null
    }
    document.addEventListener("focusin", onFocusIn)
    document.addEventListener("focusout", onFocusOut)
    return () => {
      document.removeEventListener("focusin", onFocusIn)
      document.removeEventListener("focusout", onFocusOut)
    }
  }, [])
  useEffect(() => (isOpen ? () => below.current?.focus() : undefined), [isOpen])
}
