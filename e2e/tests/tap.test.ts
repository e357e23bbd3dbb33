import type { Page } from "@playwright/test"
import { expect, STUCK_WORKER, sharedTest as test } from "../fixtures.js"

test("the list is narrowed by what is typed, completed by keyboard, and a link brings it back", async ({
  dashboard,
  page,
  simulator,
  zmqscope,
}) => {
  await simulator.spawnWorkers(2)
  await simulator.spawnClients(2)
  await dashboard.open(zmqscope.url)
  const [, worker = ""] = await dashboard.names("worker", 2)
  await expect(dashboard.tapRowsIn("returned").first()).toBeVisible()

  await page.keyboard.press("/")
  await expect(dashboard.tapFilter).toBeFocused()
  await page.keyboard.type("work")
  await page.keyboard.press("ArrowDown")
  await page.keyboard.press("Enter")
  await expect(dashboard.tapFilter).toHaveValue("worker:")
  await page.keyboard.type(worker.slice("worker-".length))
  await page.keyboard.press("ArrowDown")
  await page.keyboard.press("Enter")
  await expect(dashboard.tapFilter).toHaveValue(`worker:${worker} `)
  await expectOnly(page, "data-worker", worker)

  await expect(page).toHaveURL(new RegExp(`filter=worker%3A${worker}`))
  await page.goto(page.url())
  await dashboard.waitUntilLive()
  await expect(dashboard.tapFilter).toHaveValue(`worker:${worker} `)
  await expectOnly(page, "data-worker", worker)

  // Where there is nothing to complete, Tab goes on.
  await dashboard.tapFilter.fill("")
  await dashboard.tapFilter.pressSequentially("rtt>20ms")
  await page.keyboard.press("ArrowDown")
  await page.keyboard.press("Tab")
  await expect(dashboard.tapFilter).not.toBeFocused()
  await expect(dashboard.tapFilter).toHaveValue("rtt>20ms")
})

test("a filter says or, not and groups; of a faulty one it is said what is wrong, where, and what is allowed, and what is right in it holds", async ({
  dashboard,
  page,
  simulator,
  zmqscope,
}) => {
  await simulator.spawnWorkers(3)
  await simulator.spawnClients(3)
  await dashboard.open(zmqscope.url)
  const [first = "", second = "", third = ""] = await dashboard.names("worker", 3)
  await expect(dashboard.tapRowsIn("returned").first()).toBeVisible()
  await dashboard.tapFilter.fill(`!worker:${first},${second}`)
  await expectOnly(page, "data-worker", third)
  await dashboard.tapFilter.fill(`(worker:${first} or outcome:lost) not worker:${second}`)
  await expectOnly(page, "data-worker", first)

  const error = page.getByTestId("tap-filter-error")
  await dashboard.tapFilter.fill(`worker:${second} rtt>20`)
  await page.keyboard.press("Enter")
  await expect(error).toContainText("rtt>20")
  await expect(error).toContainText("20 needs a unit: us, ms or s, like 20ms.")
  await expect(dashboard.tapFilter).toHaveAttribute("aria-invalid", "true")
  await expectOnly(page, "data-worker", second)
  await dashboard.tapFilter.fill(`worker:${second} outcome:lost`)
  await expect(error).toHaveCount(0)
  await expect(dashboard.tapCount).toHaveAttribute("data-value", "0")

  await dashboard.tapFilter.fill(`worker:${first} or`)
  await page.keyboard.press("Enter")
  await expect(error).toContainText("It needs a condition on each side.")
  await dashboard.tapFilter.fill("worker:nobody")
  await page.keyboard.press("Enter")
  await expect(error).toHaveCount(0)
  await expect(dashboard.tap).toContainText("No worker of this run is called nobody.")
})

test("a value filters, by mouse and by keyboard, and the list stands still meanwhile", async ({
  dashboard,
  page,
  simulator,
  zmqscope,
}) => {
  await simulator.spawnWorkers(2)
  await simulator.spawnClients(2)
  await dashboard.open(zmqscope.url)
  const row = dashboard.tapRowsIn("returned").first()
  await row.getByRole("button", { name: /^Envelope/ }).focus()
  await expect(dashboard.tapCount).toHaveAttribute("data-held", "true")
  const client = (await page.locator("tr:focus-within").getAttribute("data-client")) ?? ""
  await page.keyboard.press("ArrowRight")
  await page.keyboard.press("Enter")
  await expect(dashboard.tapFilter).toHaveValue(`client:${client}`)
  await expectOnly(page, "data-client", client)
  await expect(page.getByTestId("tap-new")).toBeVisible()

  await page.getByTestId("tap-new").click()
  await expect(page.getByTestId("tap-new")).toHaveCount(0)
  await expect(dashboard.tap).toBeFocused()
  await dashboard.tapFilter.fill("")
  await expect(dashboard.tapRowsIn("returned").first()).toBeVisible()
  await dashboard.freeze()
  await dashboard.tapRowsIn("returned").first().getByText("returned").click()
  await expect(dashboard.tapFilter).toHaveValue("outcome:returned")
})

test("the list says how far back it reaches; columns sort and hide, and the URL says so", async ({
  dashboard,
  page,
  simulator,
  zmqscope,
}) => {
  await simulator.spawnWorkers(1)
  await simulator.spawnClients(2)
  await dashboard.open(zmqscope.url)
  await expect(dashboard.tapRowsIn("returned").first()).toBeVisible()
  await page.getByRole("button", { name: "round trip" }).click()
  await expect(page).toHaveURL(/sort=rtt-desc/)
  await expect(page.getByRole("columnheader", { name: "round trip" })).toHaveAttribute(
    "aria-sort",
    "descending",
  )
  await page.getByRole("button", { name: "Columns" }).click()
  await page.getByRole("menuitemcheckbox", { name: "size" }).click()
  await page.keyboard.press("Escape")
  await expect(page.getByRole("columnheader", { name: "size" })).toHaveCount(0)
  await expect(page).toHaveURL(/columns=number/)

  await expect(dashboard.tapCount).toContainText(/, since \d\d:\d\d:\d\d$/)
  // A span that begins before what the page has.
  await dashboard.tapFilter.fill("at:1000..9999999999999")
  await expect(dashboard.tapCount).toContainText(
    /; those before \d\d:\d\d:\d\d as the server has them$/,
  )
})

test("what hangs in flight is listed, and keys that walk the list are the list's, from a choice in the panel, too", async ({
  dashboard,
  page,
  simulator,
  zmqscope,
}) => {
  const [worker = ""] = await simulator.spawnWorkers(1, STUCK_WORKER)
  await simulator.spawnClients(3)
  await dashboard.open(zmqscope.url)
  await dashboard.expectFigure("inFlight", 3)
  await expect(dashboard.tapRowsIn("at-worker")).toHaveCount(3)
  await dashboard.tapFilter.fill(`worker:${worker}`)
  await expect(dashboard.tapCount).toHaveAttribute("data-value", "3")
  await dashboard.freeze()
  const row = (index: number) =>
    page.locator(`tr[data-index="${index}"]`).getByRole("button", { name: /^Envelope/ })

  await test.step("at the list's ends, and they kill nobody", async () => {
    await row(0).focus()
    // On the page K kills a worker, and would ask first: the worker has requests in hand.
    await page.keyboard.press("k")
    await expect(dashboard.dialog).toHaveCount(0)
    await page.keyboard.press("j")
    await expect(row(1)).toBeFocused()
    await page.keyboard.press("End")
    await expect(row(2)).toBeFocused()
    await page.keyboard.press("j")
    await page.keyboard.press("k")
    await expect(row(1)).toBeFocused()
  })

  await test.step("from a choice in the panel, which arrows make", async () => {
    await page.keyboard.press("Enter")
    const { inspector } = dashboard
    await expect(inspector.getByTestId("frame-body")).toBeVisible()
    const number = Number(await inspector.getAttribute("data-number"))
    await inspector.getByText("JSON", { exact: true }).click()
    await page.keyboard.press("ArrowRight")
    await expect(inspector.getByRole("radio", { name: "MsgPack" })).toBeChecked()
    await page.keyboard.press("j")
    await expect(inspector).not.toHaveAttribute("data-number", String(number))
    await page.keyboard.press("k")
    await expect(inspector).toHaveAttribute("data-number", String(number))
    await expect(dashboard.dialog).toHaveCount(0)
  })
  await dashboard.expectCount("worker", 1)
})

test("a held list shows the rows in sight when they become larger", async ({
  dashboard,
  page,
  simulator,
  zmqscope,
}) => {
  await page.setViewportSize({ width: 1280, height: 800 })
  await simulator.spawnWorkers(2)
  await simulator.spawnClients(4)
  await dashboard.open(zmqscope.url)
  await expect
    .poll(async () => Number(await dashboard.tapCount.getAttribute("data-value")))
    .toBeGreaterThan(150)
  await dashboard.freeze()
  const topmost = page.locator('tr[data-index="0"]')
  await topmost.hover()
  await page.mouse.wheel(0, 2400)
  await expect(topmost).toHaveCount(0)
  await page.setViewportSize({ width: 2560, height: 1440 })
  await expect
    .poll(() =>
      dashboard.tapRows.evaluateAll((rows) => {
        const list = rows[0]?.closest(".live")?.getBoundingClientRect()
        return rows.filter((row) => {
          const { top, bottom } = row.getBoundingClientRect()
          return list !== undefined && bottom > list.top && top < list.bottom
        }).length
      }),
    )
    .toBeGreaterThan(5)
})

async function expectOnly(page: Page, attribute: string, value: string): Promise<void> {
  const rows = page.getByTestId("tap-row")
  await expect(rows.first()).toBeVisible()
  await expect
    .poll(() =>
      rows.evaluateAll(
        (all, name) => [...new Set(all.map((row) => row.getAttribute(name)))],
        attribute,
      ),
    )
    .toEqual([value])
}
