import { expect, type Locator, type Page } from "@playwright/test"

/**
 * Far more than the page has tab stops: as long as a toast is shown, Tab out of it leads back to
 * where one came from.
 */
const MAX_TABS = 1000
/** Tabs between two looks at what they passed. */
const TABS_AT_ONCE = 10
/** A guess is not further off than that. */
const NEAR = 2

/**
 * Presses Tab, or Shift and Tab, until an element has the focus, as somebody without a mouse would. How
 * often it takes is guessed, since to look after each takes longer than to press; only the last ones
 * are looked at.
 */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await expect(wanted).toBeVisible()
  const distance = await wanted.evaluate(stopsTo)
  const key = distance < 0 ? "Shift+Tab" : "Tab"
  let pressed = Math.max(0, Math.abs(distance) - NEAR)
  for (let blind = 0; blind < pressed; blind += 1) await page.keyboard.press(key)
  for (; pressed < MAX_TABS; pressed += 1) {
    if (await isFocused(wanted)) return
    await page.keyboard.press(key)
  }
  await expect(wanted, `after ${MAX_TABS} tabs`).toBeFocused()
}

/** Goes down an open menu until an item has the focus. */
export async function focusItem(page: Page, wanted: Locator): Promise<void> {
  await expect(wanted).toBeVisible()
  await expect(async () => {
    if (!(await isFocused(wanted))) await page.keyboard.press("ArrowDown")
    expect(await isFocused(wanted)).toBe(true)
  }).toPass()
}

function isFocused(wanted: Locator): Promise<boolean> {
  return wanted.evaluate((element) => element === document.activeElement)
}

/** What Tab stops at, from the top of the page to its end, each by its role and name. */
export async function tabStops(page: Page): Promise<readonly string[]> {
  const passed = await page.evaluateHandle(recordFocus)
  for (let pressed = 0; pressed < MAX_TABS; pressed += TABS_AT_ONCE) {
    for (let press = 0; press < TABS_AT_ONCE; press += 1) await page.keyboard.press("Tab")
    const { stops, isOver } = await passed.jsonValue()
    if (isOver) return stops
  }
  throw new Error(`the page has more than ${MAX_TABS} tab stops`)
}

/** Runs in the page. `stops` grows until the focus leaves the page; then it `isOver`. */
function recordFocus() {
  const passed = { stops: [] as string[], isOver: false }
  const onFocusIn = ({ target: element }: Event) => {
    if (!(element instanceof Element) || passed.isOver) return
    const role = element.getAttribute("role") ?? element.getAttribute("type") ?? element.tagName
    const label = element instanceof HTMLInputElement ? element.labels?.[0] : element
    const name = element.getAttribute("aria-label") ?? label?.textContent ?? ""
    passed.stops.push(`${role.toLowerCase()} ${name.trim()}`)
  }
  document.addEventListener("focusin", onFocusIn)
  document.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget !== null) return
    passed.isOver = true
    document.removeEventListener("focusin", onFocusIn)
  })
  return passed
}

/** Runs in the page: how many tabs about lead from the focus to an element; below 0 backwards. */
function stopsTo(wanted: Element): number {
  const isStop = (element: Element) =>
    element instanceof HTMLElement &&
    element.tabIndex >= 0 &&
    element.checkVisibility({ visibilityProperty: true }) &&
    !element.matches(":disabled, input[type=radio]:not(:checked)")
  const stops = [...document.querySelectorAll("a, button, input, select, textarea, [tabindex]")]
  const inOrder = stops.filter((element) => element === wanted || isStop(element))
  const from = document.activeElement === null ? -1 : inOrder.indexOf(document.activeElement)
  return inOrder.indexOf(wanted) - from
}
