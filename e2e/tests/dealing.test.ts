import type { Dashboard } from "@zmqscope/page-object"
import { expect, gate, PATIENT_CLIENT, STUCK_WORKER, sharedTest, test } from "../fixtures.js"

const SLOW_WORKER = {
  serviceTime: { distribution: "fixed", ms: 50 },
  failure: { mode: "none" },
} as const
/** Asks once, and not again before the test is long over. */
const SINGLE_CLIENT = { ...PATIENT_CLIENT, pace: { mode: "rate", perSecond: 0.01 } } as const
const CHARTS = ["Queue depth", "Throughput", "Round trip"] as const

test("idle-first, chosen on the page, ends the idling beside a slow worker's backlog", async ({
  dashboard,
  request,
  simulator,
  zmqscope,
}) => {
  await simulator.spawnWorkers(1, SLOW_WORKER)
  await simulator.spawnWorkers(3)
  await simulator.spawnClients(12)
  await dashboard.open(zmqscope.url)
  await dashboard.expectCount("worker", 4)
  await expect(dashboard.dealing).toHaveAttribute("data-value", "dealer")
  await expect(dashboard.flow).toContainText("blind round-robin")
  await dashboard.openFairness()

  await test.step("under dealer, idle-while-queued grows", async () => {
    await expect.poll(() => dashboard.idleWhileQueuedUs()).toBeGreaterThan(100_000)
    const before = await dashboard.idleWhileQueuedUs()
    await expect.poll(() => dashboard.idleWhileQueuedUs()).toBeGreaterThan(before)
    await expect(dashboard.fairnessRow("worker-1")).toHaveAttribute("data-busy", /^(1|0\.[5-9])/)
  })

  await dashboard.deal({ dealing: "idle-first", prefetch: 1 })

  await test.step("the page and the server say so", async () => {
    await expect(dashboard.dealing).toContainText("idle-first")
    await expect(dashboard.flow).toContainText("idle-first")
    for (const chart of CHARTS) {
      await expect(dashboard.chartMarker(chart, "dealing: idle-first")).toBeAttached()
      await expect(dashboard.chartMarker(chart, "workers spawned")).toBeAttached()
    }
    const status = await request.get(new URL("/api/status", zmqscope.url).href)
    expect(await status.json()).toMatchObject({
      settings: { dealing: "idle-first", prefetch: 1 },
      totals: { lost: 0 },
    })
  })

  await test.step("idle-while-queued stops growing", async () => {
    const servedMore = async () => {
      const start = await servedInAll(dashboard)
      await expect.poll(() => servedInAll(dashboard)).toBeGreaterThan(start + 300)
    }
    // The first requests served show that figures from before the switch have passed.
    await servedMore()
    const before = await dashboard.idleWhileQueuedUs()
    await servedMore()
    expect(await dashboard.idleWhileQueuedUs()).toBeLessThanOrEqual(before)
    await expect(dashboard.conservation).toHaveAttribute("data-value", "0")
  })
})

test("with requeue, what a killed worker had in hand is served by another", async ({
  dashboard,
  simulator,
  zmqscope,
}) => {
  await dashboard.open(zmqscope.url)
  await dashboard.deal({ dealing: "round-robin", prefetch: 5, onWorkerLoss: "requeue" })
  await simulator.spawnWorkers(1, STUCK_WORKER)
  await simulator.spawnClients(5, SINGLE_CLIENT)
  await expect(dashboard.workerRow("worker-1")).toHaveAttribute("data-outstanding", "5")

  await dashboard.killWorker("worker-1")
  await dashboard.expectFigure("waiting", 5)
  await expect(dashboard.chartMarker("Queue depth", "worker-1 killed")).toBeAttached()
  await simulator.spawnWorkers(1)

  await expect(dashboard.tapRowsIn("returned").filter({ hasText: "2nd attempt" })).toHaveCount(5)
  await dashboard.expectFigure("lost", 0)
  await dashboard.openTerms()
  await dashboard.expectTerm("requeued", 5)
  await dashboard.expectTerm("lost", 0)
  await expect(dashboard.conservation).toHaveAttribute("data-value", "0")
})

sharedTest(
  "a worker drains and goes without a loss",
  async ({ dashboard, simulator, zmqscope }) => {
    const [name = ""] = await simulator.spawnWorkers(1, SLOW_WORKER)
    await simulator.spawnWorkers(1)
    await simulator.spawnClients(8, PATIENT_CLIENT)
    await dashboard.open(zmqscope.url)
    const lost = await dashboard.figureValue("lost")

    await test.step("under dealer the page says why it cannot", async () => {
      await dashboard.openMenu("worker", name)
      await expect(dashboard.menuItem("Drain")).toHaveAttribute("aria-disabled", "true")
      await expect(dashboard.menuItem("Drain")).toHaveAccessibleDescription(
        /Not with ‘dealer’: .* Choose another dealing first/,
      )
      await dashboard.page.keyboard.press("Escape")
    })

    await dashboard.deal({ dealing: "round-robin", prefetch: 4 })
    await expect(dashboard.workerRow(name)).not.toHaveAttribute("data-outstanding", "0")
    await dashboard.drain(name)

    await expect(dashboard.workerRow(name)).toHaveCount(0)
    await dashboard.expectCount("worker", 1)
    await dashboard.expectFigure("lost", lost)
    await expect(dashboard.chartMarker("Queue depth", `${name} drained and stopped`)).toBeAttached()
  },
)

sharedTest(
  "the panel says what goes on, follows what others set meanwhile, and sets but what was touched in it",
  async ({ dashboard, page, request, zmqscope }) => {
    const broker = new URL("/api/broker", zmqscope.url).href
    await dashboard.open(zmqscope.url)
    const apply = dashboard.dialog.getByRole("button", { name: "Apply" })

    await test.step("while workers connect anew it says so, though the switch shows already", async () => {
      const answering = gate()
      await page.route("**/api/broker", async (route) => {
        const response = await route.fetch()
        await answering.opened
        await route.fulfill({ response })
      })
      await dashboard.dealing.click()
      await dashboard.dialog.getByRole("radio", { name: "random" }).check()
      await apply.press("Enter")
      await expect(dashboard.dealing).toHaveAttribute("data-value", "random")
      await expect(dashboard.dialog.getByRole("status")).toContainText("What is in flight finishes")
      await expect(dashboard.dialog.getByRole("button", { name: "Switching…" })).toBeFocused()
      answering.open()
      await expect(dashboard.dialog).toHaveCount(0)
      await page.unroute("**/api/broker")
    })

    await dashboard.dealing.click()
    const prefetch = dashboard.dialog.getByRole("spinbutton", { name: "Prefetch", exact: true })
    await request.patch(broker, { data: { dealing: "round-robin", prefetch: 5 } })
    await expect(prefetch).toHaveValue("5")
    await expect(dashboard.dialog.getByRole("radio", { name: "round-robin" })).toBeChecked()
    await expect(apply).toBeDisabled()

    const change = page.waitForRequest(broker)
    await dashboard.dialog.getByRole("checkbox", { name: "drop abandoned" }).check()
    await apply.click()
    expect((await change).postDataJSON()).toEqual({ dropAbandoned: true })
    await expect(dashboard.dialog).toHaveCount(0)
  },
)

async function servedInAll(dashboard: Dashboard): Promise<number> {
  return Object.values(await dashboard.served()).reduce((sum, served) => sum + served, 0)
}
