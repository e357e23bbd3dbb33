import { useEffect, useRef } from "react"
import { FLOATING } from "../../floating.js"

interface Place {
  readonly element: HTMLElement
  /** The list that it stands in, which may go on without it. */
  readonly list: Element | null
}

/** Gives the focus back to where it was on the page, when what was open over it has closed. */
export function useFocusReturn(isOpen: boolean): void {
  const below = useRef<Place | null>(null)
  useEffect(() => {
    // Always followed: as a dialog opens from a menu, the focus is in that, which is about to go.
    const onFocusIn = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement) || target.closest(FLOATING) !== null) return
      below.current = { element: target, list: target.closest("ul") }
    }
    const onFocusOut = ({ target, relatedTarget }: FocusEvent) => {
      if (target === below.current?.element && relatedTarget === null) below.current = null
    }
    document.addEventListener("focusin", onFocusIn)
    document.addEventListener("focusout", onFocusOut)
    return () => {
      document.removeEventListener("focusin", onFocusIn)
      document.removeEventListener("focusout", onFocusOut)
    }
  }, [])
  useEffect(() => (isOpen ? () => focusOn(below.current) : undefined), [isOpen])
}

/** An element, or the tab stop of its list once it has gone itself. */
function focusOn(place: Place | null): void {
  if (place?.element.isConnected === true) place.element.focus()
  else place?.list?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
}
