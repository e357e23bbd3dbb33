import { AxeBuilder } from "@axe-core/playwright"
import { expect, type Page } from "@playwright/test"

const THEMES = ["light", "dark"] as const
/** All that is judged by colours: nothing else can differ between themes. */
const BY_COLOUR = ["color-contrast", "link-in-text-block"]

/**
 * Everything that axe finds.
 * @param within a selector: looks at nothing else, as nobody can while a dialog is open
 * @param rules these alone
 */
export async function violations(page: Page, within = "html", rules?: readonly string[]) {
  const axe = new AxeBuilder({ page })
    // Else axe opens pages of its own, to look into frames of other origins: there are none.
    .setLegacyMode()
    .include(within)
    .options({
      resultTypes: ["violations"],
      preload: false,
      // WCAG 2.5.3: what is read on a control can be said to it. Off by itself, as experimental.
      rules: { "label-content-name-mismatch": { enabled: true } },
    })
  if (rules !== undefined) axe.withRules([...rules])
  const { violations: found } = await axe.analyze()
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
export async function wearTheme(page: Page, theme: (typeof THEMES)[number]): Promise<void> {
  await page.emulateMedia({ colorScheme: theme })
  await expect(page.locator("html")).toHaveAttribute("data-theme", theme)
  await page.evaluate(async () => {
    const transitions = document.getAnimations().filter((one) => one instanceof CSSTransition)
    await Promise.allSettled(transitions.map(({ finished }) => finished))
  })
}
