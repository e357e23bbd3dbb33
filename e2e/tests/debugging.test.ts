import { findings } from "../axe.js"
import { expect, STUCK_WORKER, test } from "../fixtures.js"

test.describe("what somebody needs who debugs", () => {
  test("a peer's details open by keyboard, and the log tells who came and went", async ({
    dashboard,
    page,
    simulator,
    zmqscope,
  }) => {
    await simulator.spawnWorkers(1, STUCK_WORKER)
    await simulator.spawnClients(1)
    await dashboard.open(zmqscope.url)
    await dashboard.expectCount("worker", 1)
    await page.getByTestId("worker-row").getByRole("button").first().focus()
    await page.keyboard.press("i")
    const details = page.getByTestId("peer-details")
    const fact = (term: string) => details.locator(`[data-term="${term}"]`)
    await expect(fact("socket")).toHaveText("REP")
    await expect(fact("address")).toHaveText(/^127\.0\.0\.1:\d+$/)
    await expect(fact("under its name")).toHaveText("1 connect, 0 disconnects")
    // It hangs: five seconds are what one is given that has not replied to anything yet.
    await expect(fact("silent")).toHaveText(/^for \d/, { timeout: 60_000 })
    expect(await findings(page, "[role=dialog]")).toEqual([])
    await page.keyboard.press("Escape")
    await dashboard.expectState("Nothing is answered")

    await simulator.killWorker("worker-1")
    await page.keyboard.press("v")
    const rows = page.getByTestId("event-row")
    await expect(rows.and(page.locator("[data-kind=leave][data-name=worker-1]"))).toHaveCount(1)
    const filter = page.getByTestId("event-filter")
    await filter.fill("worker:worker-* kind:join,leave")
    await expect(rows).toHaveCount(2)
    await filter.fill("kind:gone")
    await expect(page.getByTestId("event-filter-error")).toContainText("Kinds are join, leave")
    expect(await findings(page, "[data-testid=events]")).toEqual([])
  })

  test("a body is shown whole, and found by what it holds", async ({
    dashboard,
    page,
    simulator,
    zmqscope,
  }) => {
    await simulator.spawnWorkers(1)
    await simulator.spawnClients(1, {
      pace: { mode: "think", meanMs: 20 },
      sizeBytes: 5000,
      timeoutMs: 600_000,
      retries: 0,
    })
    await dashboard.open(zmqscope.url)
    await expect(dashboard.tapRowsIn("returned").first()).toBeVisible()
    await dashboard.freeze()
    const row = dashboard.tapRowsIn("returned").first()
    await row.getByRole("button", { name: /^Envelope/ }).click()
    const { inspector } = dashboard
    await expect(inspector).toHaveAttribute("data-frames", "kept")
    await inspector.locator('[data-socket="ROUTER in"] [data-role=body]').click()
    const body = inspector.getByTestId("frame-body")
    const text = await body.inputValue()
    expect(text).toHaveLength(5000)
    await expect(inspector.getByTestId("frame-note")).toHaveCount(0)
    await inspector.getByText("MsgPack").click()
    await expect(inspector.getByTestId("frame-note")).toHaveText("This is no MessagePack.")
    await dashboard.tapFilter.fill(`body:"${text.slice(4000, 4020)}"`)
    await expect(page.getByText("in bodies that are kept")).toBeVisible()
    await expect(dashboard.tapRows.first()).toBeVisible()
    await dashboard.tapFilter.fill('body:"held by none of them"')
    await expect(page.getByText("in bodies that are kept")).toBeVisible()
    await expect(dashboard.tapRows).toHaveCount(0)
  })
})

test.describe("several brokers", () => {
  test.use({ args: ["--empty", "--broker", "orders", "--broker", "billing"] })

  test("are shown in rows, and switched between, each under its name", async ({
    dashboard,
    page,
    simulator,
    zmqscope,
  }) => {
    await simulator.spawnWorkers(1)
    await simulator.spawnClients(1)
    await page.goto(new URL("/?view=overview", zmqscope.url).href)
    const row = (name: string) =>
      page.getByTestId("overview-row").and(page.locator(`[data-name=${name}]`))
    await expect(row("orders")).toHaveAttribute("data-tone", "good")
    await expect(row("billing")).toHaveAttribute("data-tone", "quiet")
    expect(await findings(page)).toEqual([])
    await row("billing").getByRole("link").focus()
    await page.keyboard.press("ArrowUp")
    await expect(row("orders").getByRole("link")).toBeFocused()
    await page.keyboard.press("Enter")
    await dashboard.waitUntilLive()
    await dashboard.expectCount("worker", 1)

    const shown = page.getByTestId("broker-switch")
    await expect(shown).toHaveAttribute("data-value", "orders")
    await shown.click()
    await page.getByRole("menuitem", { name: /^billing/ }).click()
    await expect(shown).toHaveAttribute("data-value", "billing")
    await dashboard.waitUntilLive()
    await dashboard.expectCount("worker", 0)
    expect(new URL(page.url()).searchParams.get("broker")).toBe("billing")
    await page.goBack()
    await expect(shown).toHaveAttribute("data-value", "orders")
    await dashboard.expectCount("worker", 1)
  })
})
