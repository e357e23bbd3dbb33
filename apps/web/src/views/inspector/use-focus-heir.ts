import { type RefObject, useLayoutEffect } from "react"

/**
 * What goes with the focus in it hands it on, so that keys go on working where they did.
 * @param find stays the same function
 */
export function useFocusHeir(
  ref: RefObject<HTMLElement | null>,
  find: (from: HTMLElement) => HTMLElement | null,
): void {
  useLayoutEffect(() => {
    const element = ref.current
    return () => {
      if (element?.contains(document.activeElement)) find(element)?.focus()
    }
  }, [ref, find])
}
