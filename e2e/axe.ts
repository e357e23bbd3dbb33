import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { expect, type Page } from "@playwright/test"
import type axe from "axe-core"

declare global {
  interface Window {
    /** Once {@link SOURCE} has run. */
    readonly axe: typeof axe
  }
}

const THEMES = ["light", "dark"] as const
type Theme = (typeof THEMES)[number]
/** All that is judged by colours: nothing else can differ between themes. */
export const BY_COLOUR = ["color-contrast", "link-in-text-block"]

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

/**
 * Everything that axe finds.
 * @param within a selector: looks at nothing else, as nobody can while a dialog is open
 * @param rules these alone
 */
export async function violations(
  page: Page,
  within = "html",
  rules?: readonly string[],
): Promise<readonly axe.Result[]> {
  // Once a page, and not through axe's own package for Playwright: to bring it in takes as long as it runs.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(SOURCE)
  const options: axe.RunOptions = {
    resultTypes: ["violations"],
    preload: false,
    // WCAG 2.5.3: what is read on a control can be said to it. Off by itself, as experimental.
    ...(rules === undefined
      ? { rules: { "label-content-name-mismatch": { enabled: true } } }
      : { runOnly: [...rules] }),
  }
  return page.evaluate(findViolations, { within, options })
}

/** Runs in the page. */
async function findViolations(asked: { within: string; options: axe.RunOptions }) {
  const { violations: found } = await window.axe.run(asked.within, asked.options)
  return found
}

/** What axe finds that keeps somebody out, each with the elements it is at. */
export async function findings(
  page: Page,
  within?: string,
  rules?: readonly string[],
): Promise<readonly string[]> {
  const found = await violations(page, within, rules)
  return found
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => `${id} (${help}): ${nodes.map((node) => node.html).join(" ")}`)
}

/** As `findings`, in both themes: of a page that goes by what the system prefers. */
export async function findingsInBothThemes(
  page: Page,
  within?: string,
): Promise<readonly string[]> {
  const found: string[] = []
  for (const theme of THEMES) {
    await wearTheme(page, theme)
    const rules = theme === "light" ? undefined : BY_COLOUR
    found.push(...(await findings(page, within, rules)).map((one) => `${theme}: ${one}`))
  }
  return found
}

/** Lets the system prefer a theme, and waits until all colours are its own. */
export async function wearTheme(page: Page, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme })
  await expect(page.locator("html")).toHaveAttribute("data-theme", theme)
  await transitionsOver(page)
}

/** As `wearTheme`, by what the page's theme comes down to: nothing is rendered anew. */
export async function setTheme(page: Page, theme: Theme): Promise<void> {
  await page.evaluate((value) => {
    document.documentElement.dataset["theme"] = value
  }, theme)
  await transitionsOver(page)
}

function transitionsOver(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const transitions = document.getAnimations().filter((one) => one instanceof CSSTransition)
    await Promise.allSettled(transitions.map(({ finished }) => finished))
  })
}
