import { expect, type Locator, type Page } from "@playwright/test"

/**
 * Far more than the page has tab stops: as long as a toast is shown, Tab out of it leads back to
 * where one came from.
 */
const MAX_TABS = 1000

/** Presses Tab until an element has the focus, as somebody without a mouse would. */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await expect(wanted).toBeVisible()
  const passed: string[] = []
  for (let pressed = 0; pressed < MAX_TABS; pressed += 1) {
    if (await isFocused(wanted)) return
    passed.push((await page.evaluate(focusedName)) ?? "the page")
    await page.keyboard.press("Tab")
  }
  await expect(wanted, `passed by: ${passed.slice(-60).join("; ")}`).toBeFocused()
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
  const stops: string[] = []
  for (let pressed = 0; pressed < MAX_TABS; pressed += 1) {
    await page.keyboard.press("Tab")
    const stop = await page.evaluate(focusedName)
    if (stop === null) return stops
    stops.push(stop)
  }
  throw new Error(`the page has more than ${MAX_TABS} tab stops`)
}

/** Runs in the page; null once the focus has left it. */
function focusedName(): string | null {
  const element = document.activeElement
  if (element === null || element === document.body) return null
  const role = element.getAttribute("role") ?? element.getAttribute("type") ?? element.tagName
  const label = element instanceof HTMLInputElement ? element.labels?.[0] : element
  const name = element.getAttribute("aria-label") ?? label?.textContent ?? ""
  return `${role.toLowerCase()} ${name.trim()}`
}
