import type { Locator } from "@playwright/test"
import { violations } from "../axe.js"
import { expect, STUCK_WORKER, sharedTest, test } from "../fixtures.js"

sharedTest(
  "an envelope opens by mouse and by keyboard, is walked from, tells its story and frames, and closes with the focus where it was",
  async ({ dashboard, page, request, simulator, zmqscope }) => {
    await simulator.spawnClients(1)
    await dashboard.open(zmqscope.url)
    const { inspector } = dashboard
    const opener = (state: "waiting" | "returned", at = 0) =>
      dashboard
        .tapRowsIn(state)
        .nth(at)
        .getByRole("button", { name: /^Envelope/ })

    await test.step("one in flight goes on while the list is held, until it is closed", async () => {
      await expect(dashboard.tapCount).toHaveAttribute("data-held", "false")
      await opener("waiting").dispatchEvent("pointerdown")
      await opener("waiting").click()
      await expect(inspector).toHaveAttribute("data-frames", "kept")
      await expect(dashboard.tapCount).toHaveAttribute("data-held", "true")
      const story = inspector.getByTestId("inspector-story")
      const told = (await story.textContent()) ?? ""
      expect(told).toContain("It has waited")
      await expect(story).not.toHaveText(told)

      await simulator.spawnWorkers(1)
      await expect(inspector).toHaveAttribute("data-state", "returned")
      await expect(page.getByTestId("tap-new")).toBeVisible()
      await page.keyboard.press("Escape")
      await expect(inspector).toHaveCount(0)
      await expect(dashboard.tapCount).toHaveAttribute("data-held", "false")
    })

    await test.step("by keyboard alone, and to its neighbours", async () => {
      await opener("returned", 2).focus()
      await expect(dashboard.tapCount).toHaveAttribute("data-held", "true")
      await page.keyboard.press("Enter")
      await expect(inspector).toHaveAttribute("data-state", "returned")
      await expect(inspector).toHaveAttribute("data-frames", "kept")
      const first = Number(await inspector.getAttribute("data-number"))

      await page.keyboard.press("ArrowDown")
      await expect(inspector).not.toHaveAttribute("data-number", String(first))
      await page.keyboard.press("[")
      await expect(inspector).toHaveAttribute("data-number", String(first))

      await page.keyboard.press("Escape")
      await expect(inspector).toHaveCount(0)
      await expect(page.locator("tr:focus-within")).toHaveCount(1)
    })

    await dashboard.freeze()
    await opener("returned").click()
    await expect(inspector).toHaveAttribute("data-frames", "kept")
    const number = Number(await inspector.getAttribute("data-number"))
    const answer = await request.get(new URL(`/api/envelopes/${number}`, zmqscope.url).href)
    const known = (await answer.json()) as { readonly workerName: string }

    await expect(inspector.getByTestId("inspector-story")).toContainText("It waited")
    await expect(inspector.getByTestId("inspector-story")).toContainText(known.workerName)
    const roles = (socket: string) =>
      inspector
        .locator(`[data-socket="${socket}"] button`)
        .evaluateAll((all) => all.map((chip) => chip.getAttribute("data-role")))
    expect(await roles("ROUTER in")).toEqual(["routing-id", "empty", "body"])
    expect(await roles("DEALER out")).toEqual(["routing-id", "empty", "body"])
    expect(await roles("DEALER in")).toEqual(["routing-id", "empty", "body"])
    expect(await roles("ROUTER out")).toEqual(["routing-id", "empty", "body"])

    await expect(inspector.getByTestId("frame-body")).toHaveValue(/World/)
    await inspector.getByRole("radio", { name: "Hex" }).check({ force: true })
    await expect(inspector.getByTestId("frame-body")).toHaveValue(/^0000 {2}57 6f 72 6c 64/)
    await inspector.getByRole("radio", { name: "JSON" }).check({ force: true })
    await expect(inspector).toContainText("This is no JSON.")
    await inspector.locator('[data-socket="ROUTER in"] [data-role="empty"]').click()
    await expect(inspector).toContainText("The empty delimiter")
    const found = await violations(page, "aside")
    expect(found.map(({ id }) => id)).toEqual([])
  },
)

test("attempts that were over before the page was opened are told, with the workers that went", async ({
  dashboard,
  page,
  request,
  simulator,
  zmqscope,
}) => {
  const api = (path: string) => new URL(path, zmqscope.url).href
  const known = async () => (await request.get(api("/api/envelopes/1"))).json()
  const settings = { dealing: "round-robin", onWorkerLoss: "requeue" }
  await request.patch(api("/api/broker"), { data: settings })
  await simulator.spawnWorkers(1, STUCK_WORKER)
  await simulator.spawnClients(1)
  await expect.poll(known).toMatchObject({ state: "at-worker", workerName: "worker-1" })
  await request.delete(api("/api/workers/worker-1"))
  await expect.poll(known).toMatchObject({
    state: "waiting",
    attempt: 1,
    earlierAttempts: [{ workerName: "worker-1", dealtAt: expect.any(Number) }],
  })

  await page.goto(api("/?envelope=1"))
  const attempts = dashboard.inspector.getByRole("list", { name: "Attempts" }).getByRole("listitem")
  await expect(attempts).toHaveText([
    /^attempt 1: worker-1 got it after .+ and went \(.+\); put back after .+s$/,
    "attempt 2: not yet at a worker",
  ])
  await simulator.spawnWorkers(1)
  await expect(attempts.last()).toHaveText("attempt 2: worker-2")
  await expect(attempts).toHaveCount(2)
})

test.describe("a number that never was", () => {
  test.use({ expectedComplaints: [/404/] })

  sharedTest("is said not to be known", async ({ dashboard, page, zmqscope }) => {
    await page.goto(new URL("/?envelope=999999999", zmqscope.url).href)
    await expect(dashboard.inspector).toHaveAttribute("data-frames", "unknown")
    await expect(dashboard.inspector).toContainText("Envelope 999999999 is not known")
  })
})

test("a link opens an envelope in a fresh page, beside charts and envelopes, and covers nothing", async ({
  dashboard,
  page,
  simulator,
  zmqscope,
}, testInfo) => {
  await simulator.spawnWorkers(2)
  await simulator.spawnClients(2)
  await page.goto(new URL("/?envelope=1", zmqscope.url).href)
  await expect(dashboard.inspector).toHaveAttribute("data-number", "1")
  await expect(dashboard.inspector).toHaveAttribute("data-state", "returned")
  await expect(dashboard.inspector).toHaveAttribute("data-frames", "kept")
  await expect(dashboard.chartSummary("Round trip")).toHaveAccessibleName(/p99 \d/)
  for (const size of [
    { width: 1280, height: 800 },
    { width: 1440, height: 900 },
    { width: 2560, height: 1440 },
  ]) {
    await page.setViewportSize(size)
    const left = async () => (await dashboard.inspector.boundingBox())?.x ?? 0
    const right = async (beside: Locator) => {
      const box = await beside.boundingBox()
      return box === null ? Number.POSITIVE_INFINITY : box.x + box.width
    }
    for (const beside of [dashboard.chart("Where time goes"), dashboard.charts, dashboard.tap]) {
      await expect.poll(async () => (await right(beside)) - (await left())).toBeLessThanOrEqual(0)
    }
    await expect(dashboard.inspector.getByTestId("frame-body")).toBeInViewport()
    // The list scrolls by itself: the page must not grow with it.
    const pageHeight = await page.evaluate(() => document.documentElement.scrollHeight)
    expect(pageHeight).toBeLessThan(1.5 * size.height)
    await testInfo.attach(`inspector ${size.width}x${size.height}`, {
      body: await page.screenshot(),
      contentType: "image/png",
    })
  }
})
