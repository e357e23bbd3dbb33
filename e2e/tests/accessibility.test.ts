import { AxeBuilder } from "@axe-core/playwright"
import type { Page } from "@playwright/test"
import { expect, test } from "../fixtures.js"

for (const theme of ["light", "dark"] as const) {
  test(`the empty page has no serious finding of axe, ${theme}`, async ({
    dashboard,
    page,
    zmqscope,
  }) => {
    await dashboard.open(zmqscope.url, { theme })
    await expect(dashboard.root).toHaveAttribute("data-theme", theme)
    expect(await findings(page)).toEqual([])
  })

  test.describe("with peers", () => {
    test.use({ args: [] })

    test(`the busy page and what opens on it have no serious finding of axe, ${theme}`, async ({
      dashboard,
      page,
      zmqscope,
    }) => {
      await dashboard.open(zmqscope.url, { theme })
      await expect(dashboard.tapRowsIn("returned").first()).toBeVisible()
      await expect(dashboard.chartSummary("Round trip")).toHaveAccessibleName(/p99 \d/)
      expect(await findings(page), "the page").toEqual([])

      await dashboard.openTerms()
      expect(await findings(page), "the terms of the check").toEqual([])
      await page.keyboard.press("Escape")

      for (const kind of ["client", "worker"] as const) {
        await dashboard.openSpawnDialog(kind)
        expect(await findings(page), `the dialog that spawns a ${kind}`).toEqual([])
        await page.keyboard.press("Escape")
      }

      await dashboard.dealing.click()
      expect(await findings(page), "the panel of dealing").toEqual([])
      await page.keyboard.press("Escape")
      await dashboard.openFairness()
      expect(await findings(page), "the page with fairness").toEqual([])
    })
  })
}

/** What axe finds that keeps somebody out, each with the elements it is at. */
async function findings(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => `${id} (${help}): ${nodes.map((node) => node.html).join(" ")}`)
}
