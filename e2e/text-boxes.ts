import type { Page } from "@playwright/test"

/**
 * Texts of the page that cannot be read as they stand: two that lie over each other, and those that
 * are cut off where no title tells the rest, or by the page's own edge. Each in a sentence. Of one
 * theme: they differ in colours alone (apps/web/src/styles/themes.test.ts).
 */
export function unreadableTexts(page: Page): Promise<readonly string[]> {
  return page.evaluate(findUnreadable)
}

/** Runs in the page, and can use nothing from around it. */
function findUnreadable(): string[] {
  interface Box {
    readonly text: string
    readonly node: Text
    /** What lies over the page, and hides what is under it; null: the page. */
    readonly layer: Element | null
    readonly left: number
    readonly right: number
    readonly top: number
    readonly bottom: number
  }

  /** Nobody sees a text of this size: it is there for screen readers. */
  const LEAST_PX = 2
  const isSeen = (element: Element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true })

  function layerOf(element: Element): Element | null {
    for (let at: Element | null = element; at !== null; at = at.parentElement) {
      if (clippingOf(at).isFixed) return at
    }
    return null
  }

  interface Clipping {
    readonly isFixed: boolean
    readonly scrolls: boolean
    /** Null: it clips nothing. */
    readonly edge: DOMRect | null
  }

  /** Of each element once: they are asked for by every text in them. */
  const clippings = new Map<Element, Clipping>()
  function clippingOf(element: Element): Clipping {
    const known = clippings.get(element)
    if (known !== undefined) return known
    const { display, overflowX, overflowY, contain, position } = getComputedStyle(element)
    const isInline = display === "inline" || display === "contents"
    const clips = overflowX !== "visible" || /paint|strict|content/.test(contain)
    const clipping = {
      isFixed: position === "fixed",
      scrolls: /auto|scroll/.test(`${overflowX} ${overflowY}`),
      edge: clips && !isInline ? element.getBoundingClientRect() : null,
    }
    clippings.set(element, clipping)
    return clipping
  }

  /** How much of a box is left of it within all that clips it, and whether what clips it scrolls. */
  function clip(box: DOMRect, from: Element) {
    let { left, right, top, bottom } = box
    let scrolls = false
    for (let at: Element | null = from; at !== null; at = at.parentElement) {
      const { edge, isFixed, scrolls: byScrolling } = clippingOf(at)
      if (edge !== null) {
        const isBeyond = right > edge.right + 1 || left < edge.left - 1
        const isAbove = bottom > edge.bottom + 1 || top < edge.top - 1
        scrolls ||= byScrolling && (isBeyond || isAbove)
        left = Math.max(left, edge.left)
        right = Math.min(right, edge.right)
        top = Math.max(top, edge.top)
        bottom = Math.min(bottom, edge.bottom)
        if (isFixed) break
      }
    }
    return { left, right, top, bottom, scrolls }
  }

  const boxes: Box[] = []
  const cut: string[] = []
  const { scrollWidth, clientWidth } = document.documentElement
  if (scrollWidth > clientWidth) cut.push(`${scrollWidth - clientWidth} px lie beside the page`)
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement
    const text = node.textContent?.trim() ?? ""
    if (!(node instanceof Text) || element === null || text === "" || !isSeen(element)) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const whole of range.getClientRects()) {
      if (whole.width < LEAST_PX || whole.height < LEAST_PX) continue
      const { left, right, top, bottom, scrolls } = clip(whole, element)
      const isGone = right - left < LEAST_PX || bottom - top < LEAST_PX
      const missing = Math.max(whole.width - (right - left), whole.height - (bottom - top) - 3)
      const isHidden = element.closest(".sr-only, [data-sonner-toaster]") !== null
      if (isHidden) continue
      const isTold = element.closest("[title]") !== null || element.querySelector("title") !== null
      if (missing > LEAST_PX && !scrolls && !isTold) {
        cut.push(`“${text}” is cut by ${Math.round(missing)} px, and has no title`)
      }
      if (!isGone) boxes.push({ text, node, layer: layerOf(element), left, right, top, bottom })
    }
  }

  /** Boxes are as high as the face: lines that stand close touch without touching what is seen. */
  const overlap = (one: Box, other: Box) => {
    const slack = 0.25 * Math.min(one.bottom - one.top, other.bottom - other.top)
    return (
      Math.min(one.right, other.right) - Math.max(one.left, other.left) > LEAST_PX &&
      Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > slack
    )
  }
  const collisions: string[] = []
  const inOrder = boxes.toSorted((one, other) => one.top - other.top)
  for (const [at, one] of inOrder.entries()) {
    for (const other of inOrder.slice(at + 1)) {
      if (other.top >= one.bottom) break
      if (one.node !== other.node && one.layer === other.layer && overlap(one, other)) {
        collisions.push(`“${one.text}” and “${other.text}” lie over each other`)
      }
    }
  }
  return [...new Set([...cut, ...collisions])]
}
