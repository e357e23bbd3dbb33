import { expect, gate, PATIENT_CLIENT, STUCK_WORKER, sharedTest, test } from "../fixtures.js"

test("figures and charts follow what is spawned and killed from the page", async ({
  dashboard,
  zmqscope,
}) => {
  await dashboard.open(zmqscope.url)
  await dashboard.expectCount("client", 0)
  await dashboard.expectCount("worker", 0)

  await test.step("clients without a worker wait", async () => {
    await dashboard.spawnClients(3)
    await dashboard.expectFigure("waiting", 3)
    await expect(dashboard.chartSummary("Queue depth")).toHaveAccessibleName(/3 waiting/)
  })

  await test.step("a worker serves them", async () => {
    await dashboard.spawnWorkers(2)
    await dashboard.expectFigure("waiting", 0)
    await expect.poll(() => dashboard.figureValue("receivedPerSecond")).toBeGreaterThan(0)
    await expect.poll(() => dashboard.figureValue("p50")).toBeGreaterThan(0)
    for (const name of await dashboard.names("worker", 2)) {
      await expect(dashboard.workerRow(name)).not.toHaveAttribute("data-served", "0")
      await expect(dashboard.chartSeries("Throughput", name)).toBeVisible()
    }
    await expect(dashboard.chartSummary("Throughput")).toHaveAccessibleName(/from 2 workers/)
    await expect(dashboard.chartSummary("Round trip")).toHaveAccessibleName(/p99 \d/)
    await expect(dashboard.chartSummary("Where time goes")).toHaveAccessibleName(/in service \d/)
    await expect(dashboard.tapRowsIn("returned").first()).toBeVisible()
  })

  await test.step("a killed worker leaves the list, and the charts say that it has gone", async () => {
    const [first = "", second = ""] = await dashboard.names("worker", 2)
    await dashboard.killWorker(first)
    await dashboard.expectCount("worker", 1)
    await expect(dashboard.chartSeries("Throughput", first)).toHaveCount(0)
    await expect(dashboard.chartSeries("Throughput", `${first}, gone`)).toBeVisible()
    await expect(dashboard.chartSeries("Throughput", second)).toBeVisible()
  })

  await test.step("with the clients gone nothing is left in flight, and all is accounted for", async () => {
    for (const name of await dashboard.names("client", 3)) await dashboard.killClient(name)
    await dashboard.expectCount("client", 0)
    await dashboard.expectFigure("inFlight", 0)
    await dashboard.expectFigure("waiting", 0)
    await expect(dashboard.conservation).toHaveAttribute("data-value", "0")
  })
})

sharedTest(
  "an answer to a dialog that was given up leaves open what is open by then",
  async ({ dashboard, page, zmqscope }) => {
    await dashboard.open(zmqscope.url)
    const answering = gate()
    await page.route("**/api/workers", async (route) => {
      await answering.opened
      await route.continue()
    })
    await dashboard.openSpawnDialog("worker")
    await dashboard.dialog.getByRole("button", { name: "Spawn 1 worker" }).click()
    await page.keyboard.press("Escape")
    await expect(dashboard.dialog).toHaveCount(0)
    await page.keyboard.press("?")
    await expect(dashboard.dialog).toContainText("Keyboard")

    answering.open()
    await expect(page.getByText(/^Spawned worker-\d+$/)).toBeVisible()
    await expect(dashboard.dialog).toContainText("Keyboard")
  },
)

test.describe("a server that refuses", () => {
  test.use({ expectedComplaints: [/503/] })

  sharedTest(
    "is heard although the dialog was given up, and else leaves the focus where it was, and the page behind its workers",
    async ({ dashboard, page, simulator, zmqscope }) => {
      await simulator.spawnWorkers(1)
      await dashboard.open(zmqscope.url)
      const answering = gate()
      const detail = "The simulator is restarting; try again in a moment."
      await page.route("**/api/workers", async (route) => {
        await answering.opened
        await route.fulfill({ status: 503, json: { status: 503, code: "gone", detail } })
      })
      const send = dashboard.dialog.getByRole("button", { name: "Spawn 1 worker" })
      await dashboard.openSpawnDialog("worker")
      await send.click()
      await page.keyboard.press("Escape")
      await expect(dashboard.dialog).toHaveCount(0)
      answering.open()
      await expect(page.getByText(detail)).toBeVisible()

      await dashboard.openSpawnDialog("worker")
      await send.press("Enter")
      await expect(dashboard.dialog.getByRole("alert")).toHaveText(detail)
      await expect(send).toBeFocused()
      await send.blur()
      await page.keyboard.press("t")
      expect(page.url()).not.toContain("theme")
    },
  )
})

test("a worker killed with requests in hand shows exactly them lost", async ({
  dashboard,
  simulator,
  zmqscope,
}) => {
  await simulator.spawnWorkers(1, STUCK_WORKER)
  await dashboard.open(zmqscope.url)
  const [worker = ""] = await dashboard.names("worker", 1)
  await simulator.spawnClients(5)
  await expect(dashboard.workerRow(worker)).toHaveAttribute("data-outstanding", "5")
  await dashboard.expectFigure("inFlight", 5)

  await dashboard.killWorker(worker)

  await dashboard.expectFigure("lost", 5)
  await dashboard.expectFigure("inFlight", 0)
  await expect(dashboard.tapRowsIn("lost")).toHaveCount(5)
  await dashboard.openTerms()
  await dashboard.expectTerm("received", 5)
  await dashboard.expectTerm("lost", 5)
  await dashboard.expectTerm("returned", 0)
  await expect(dashboard.conservation).toHaveAttribute("data-value", "0")
})

test("a stopped worker finishes what it has in hand", async ({
  dashboard,
  simulator,
  zmqscope,
}) => {
  await simulator.spawnWorkers(1, {
    serviceTime: { distribution: "fixed", ms: 5000 },
    failure: { mode: "none" },
  })
  await dashboard.open(zmqscope.url)
  const [worker = ""] = await dashboard.names("worker", 1)
  await simulator.spawnClients(1, { ...PATIENT_CLIENT, pace: { mode: "rate", perSecond: 0.05 } })
  await expect(dashboard.workerRow(worker)).toHaveAttribute("data-outstanding", "1")

  await dashboard.stop("worker", worker)

  await dashboard.openTerms()
  await dashboard.expectTerm("returned", 1)
  await dashboard.expectTerm("lost", 0)
})
