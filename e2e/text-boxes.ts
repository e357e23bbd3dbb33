import type { Page } from "@playwright/test"

const THEMES = ["light", "dark"] as const

/**
 * Texts of the page that cannot be read as they stand, in either theme: two that lie over each other,
 * and those that are cut off where no title tells the rest, or by the page's own edge. Each in a
 * sentence.
 */
export async function unreadableTexts(page: Page): Promise<readonly string[]> {
  const found: string[] = []
  for (const theme of THEMES) {
    await setTheme(page, theme)
    for (const fault of await page.evaluate(findUnreadable)) found.push(`${theme}: ${fault}`)
  }
  return found
}

/** By what the page's theme comes down to: nothing is rendered anew. */
export async function setTheme(page: Page, theme: (typeof THEMES)[number]): Promise<void> {
  await page.evaluate((value) => {
    document.documentElement.dataset["theme"] = value
  }, theme)
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
      if (getComputedStyle(at).position === "fixed") return at
    }
    return null
  }

  /** How much of a box is left of it within all that clips it, and whether what clips it scrolls. */
  function clip(box: DOMRect, from: Element) {
    let { left, right, top, bottom } = box
    let scrolls = false
    for (let at: Element | null = from; at !== null; at = at.parentElement) {
      const style = getComputedStyle(at)
      const isInline = style.display === "inline" || style.display === "contents"
      if (
        isInline ||
        (style.overflowX === "visible" && !/paint|strict|content/.test(style.contain))
      )
        continue
      const edge = at.getBoundingClientRect()
      const isBeyond = right > edge.right + 1 || left < edge.left - 1
      const isAbove = bottom > edge.bottom + 1 || top < edge.top - 1
      const byScrolling = /auto|scroll/.test(`${style.overflowX} ${style.overflowY}`)
      scrolls ||= byScrolling && (isBeyond || isAbove)
      left = Math.max(left, edge.left)
      right = Math.min(right, edge.right)
      top = Math.max(top, edge.top)
      bottom = Math.min(bottom, edge.bottom)
      if (style.position === "fixed") break
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
