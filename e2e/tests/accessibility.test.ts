import { expect, findings, sharedTest, test } from "../fixtures.js"

const DIALOG = "[role=dialog], [role=alertdialog]"

for (const theme of ["light", "dark"] as const) {
  sharedTest(
    `the empty page has no serious finding of axe, ${theme}`,
    async ({ dashboard, page, zmqscope }) => {
      await dashboard.open(zmqscope.url, { theme })
      await expect(dashboard.root).toHaveAttribute("data-theme", theme)
      expect(await findings(page)).toEqual([])
    },
  )

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
        expect(await findings(page, DIALOG), `the dialog that spawns a ${kind}`).toEqual([])
        await page.keyboard.press("Escape")
      }

      for (const [key, what] of [
        ["ControlOrMeta+k", "the palette"],
        ["o", "the panel to connect"],
        ["?", "the keys"],
      ] as const) {
        await page.keyboard.press(key)
        await expect(dashboard.dialog).toBeVisible()
        expect(await findings(page, DIALOG), what).toEqual([])
        await page.keyboard.press("Escape")
        await expect(dashboard.dialog).toHaveCount(0)
      }

      const [worker = ""] = await dashboard.names("worker", 3)
      await dashboard.openMenu("worker", worker)
      await expect(dashboard.menuItem("Kill")).toBeVisible()
      expect(await findings(page, "[role=menu]"), "the menu of a worker").toEqual([])
      await dashboard.menuItem("Change").click()
      expect(await findings(page, DIALOG), "the dialog that changes a worker").toEqual([])
      await page.keyboard.press("Escape")

      await dashboard.runCommand("kill all workers", "Kill all simulated workers…")
      await expect(page.getByRole("alertdialog")).toBeVisible()
      expect(await findings(page, DIALOG), "the question before a kill").toEqual([])
      await page.keyboard.press("Escape")

      await dashboard.dealing.click()
      expect(await findings(page, DIALOG), "the panel of dealing").toEqual([])
      await page.keyboard.press("Escape")
      await expect(dashboard.dialog).toHaveCount(0)

      await test.step("a toast, which stands at once where motion is not wanted", async () => {
        await page.emulateMedia({ reducedMotion: "reduce" })
        await page.keyboard.press("w")
        await expect(page.getByText("Spawned worker-")).toBeVisible()
        expect(await findings(page, "[data-sonner-toaster]")).toEqual([])
        await page.emulateMedia({ reducedMotion: "no-preference" })
      })

      await dashboard.openFairness()
      expect(await findings(page), "the page with fairness").toEqual([])
    })
  })
}
