import { findingsInBothThemes } from "../axe.js"
import { expect, sharedTest as test } from "../fixtures.js"

const DIALOG = "[role=dialog], [role=alertdialog]"

test("the empty page has no serious finding of axe", async ({ dashboard, page, zmqscope }) => {
  await dashboard.open(zmqscope.url)
  expect(await findingsInBothThemes(page)).toEqual([])
})

test("the busy page and what opens on it have no serious finding of axe", async ({
  dashboard,
  page,
  simulator,
  zmqscope,
}) => {
  test.slow()
  await simulator.spawnWorkers(3)
  await simulator.spawnClients(2)
  await dashboard.open(zmqscope.url)
  await expect(dashboard.tapRowsIn("returned").first()).toBeVisible()
  await expect(dashboard.chartSummary("Round trip")).toHaveAccessibleName(/p99 \d/)
  expect(await findingsInBothThemes(page), "the page").toEqual([])

  await dashboard.openTerms()
  expect(await findingsInBothThemes(page), "the terms of the check").toEqual([])
  await page.keyboard.press("Escape")

  for (const kind of ["client", "worker"] as const) {
    await dashboard.openSpawnDialog(kind)
    expect(await findingsInBothThemes(page, DIALOG), `the dialog that spawns a ${kind}`).toEqual([])
    await page.keyboard.press("Escape")
  }

  for (const [key, what] of [
    ["ControlOrMeta+k", "the palette"],
    ["o", "the panel to connect"],
    ["?", "the keys"],
  ] as const) {
    await page.keyboard.press(key)
    await expect(dashboard.dialog).toBeVisible()
    expect(await findingsInBothThemes(page, DIALOG), what).toEqual([])
    await page.keyboard.press("Escape")
    await expect(dashboard.dialog).toHaveCount(0)
  }

  const [worker = ""] = await dashboard.names("worker", 3)
  await dashboard.openMenu("worker", worker)
  await expect(dashboard.menuItem("Kill")).toBeVisible()
  expect(await findingsInBothThemes(page, "[role=menu]"), "the menu of a worker").toEqual([])
  await dashboard.menuItem("Change").click()
  expect(await findingsInBothThemes(page, DIALOG), "the dialog that changes a worker").toEqual([])
  await page.keyboard.press("Escape")

  await dashboard.runCommand("kill all workers", "Kill all simulated workers…")
  await expect(page.getByRole("alertdialog")).toBeVisible()
  expect(await findingsInBothThemes(page, DIALOG), "the question before a kill").toEqual([])
  await page.keyboard.press("Escape")

  await dashboard.dealing.click()
  expect(await findingsInBothThemes(page, DIALOG), "the panel of dealing").toEqual([])
  await page.keyboard.press("Escape")
  await expect(dashboard.dialog).toHaveCount(0)

  await test.step("a toast, which stands at once where motion is not wanted", async () => {
    await page.emulateMedia({ reducedMotion: "reduce" })
    // Under the mouse it stays.
    const { width, height } = page.viewportSize() ?? { width: 0, height: 0 }
    await page.mouse.move(width - 100, height - 50)
    await page.keyboard.press("w")
    await expect(page.getByText("Spawned worker-")).toBeVisible()
    expect(await findingsInBothThemes(page, "[data-sonner-toaster]")).toEqual([])
    await page.emulateMedia({ reducedMotion: "no-preference" })
  })

  await dashboard.openFairness()
  expect(await findingsInBothThemes(page), "the page with fairness").toEqual([])
})
