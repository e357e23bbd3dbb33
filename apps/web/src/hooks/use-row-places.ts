import { type RefObject, useEffect, useLayoutEffect } from "react"
import type { PeerSide } from "../model/index.js"
import { useApp } from "./app-context.js"

/** Tells the model where the rows of a list of peers are: at each rendering, scrolling and resizing. */
export function useRowPlaces(
  side: PeerSide,
  scroller: RefObject<HTMLElement | null>,
  peers: readonly { readonly name: string }[],
  rowPx: number,
): void {
  const { rows } = useApp()
  const measure = () => {
    const element = scroller.current
    if (element === null) return
    const { left, right, top, bottom } = element.getBoundingClientRect()
    rows.set(side, {
      names: peers.map(({ name }) => name),
      rowPx,
      left: left + window.scrollX,
      right: right + window.scrollX,
      top: top + window.scrollY,
      bottom: bottom + window.scrollY,
      scrollTop: element.scrollTop,
    })
  }
  useLayoutEffect(measure)
  useEffect(() => {
    const element = scroller.current
    element?.addEventListener("scroll", measure, { passive: true })
    window.addEventListener("resize", measure)
    return () => {
      element?.removeEventListener("scroll", measure)
      window.removeEventListener("resize", measure)
    }
  })
  useEffect(() => () => rows.set(side, null), [rows, side])
}
