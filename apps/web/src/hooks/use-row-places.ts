import type { PeerSide } from "@zmqscope/model"
import { type RefObject, useEffect, useRef } from "react"
import { useApp } from "./app-context.js"

const MEASURED_EACH_MS = 200

/**
 * Tells the model where the rows of a list of peers are. It is looked at within a frame, while the
 * page is as it was laid out for the one before: to ask right after a change makes the browser lay it
 * out once more.
 */
export function useRowPlaces(
  side: PeerSide,
  scroller: RefObject<HTMLElement | null>,
  peers: readonly { readonly name: string }[],
  rowPx: number,
): void {
  const { rows, loop } = useApp()
  const latest = useRef({ peers, rowPx })
  useEffect(() => {
    latest.current = { peers, rowPx }
  })
  useEffect(() => {
    let measuredMs = Number.NEGATIVE_INFINITY
    const measure = (nowMs: number) => {
      const element = scroller.current
      if (element === null || nowMs - measuredMs < MEASURED_EACH_MS) return
      measuredMs = nowMs
      const { left, right, top, bottom } = element.getBoundingClientRect()
      const list = latest.current
      rows.set(side, {
        names: list.peers.map(({ name }) => name),
        rowPx: list.rowPx,
        left: left + window.scrollX,
        right: right + window.scrollX,
        top: top + window.scrollY,
        bottom: bottom + window.scrollY,
        scrollTop: element.scrollTop,
      })
    }
    const onScroll = () => {
      measuredMs = Number.NEGATIVE_INFINITY
    }
    const element = scroller.current
    element?.addEventListener("scroll", onScroll, { passive: true })
    const stop = loop.add("draw", measure)
    return () => {
      stop()
      element?.removeEventListener("scroll", onScroll)
      rows.set(side, null)
    }
  }, [rows, loop, side, scroller])
}
