import { spawnPython } from "@zmqscope/testkit"
import { expect, STUCK_WORKER, sharedTest, test } from "../fixtures.js"

test("Python peers appear, are counted exactly, and go", async ({ dashboard, zmqscope }) => {
  await dashboard.open(zmqscope.url)
  await using client = await spawnPython("req_client.py", [
    zmqscope.frontend,
    "--count",
    10,
    "--routing-id",
    "python-client",
  ])

  await test.step("a client that nobody serves is there and waits", async () => {
    await expect(dashboard.clientRow("python-client")).toHaveAttribute("data-simulated", "false")
    await expect(dashboard.clientRow("python-client")).toHaveAttribute("data-sent", "1")
    await dashboard.expectFigure("waiting", 1)
  })

  await using worker = await spawnPython("rep_worker.py", [
    zmqscope.backend,
    "--name",
    "python-worker",
  ])

  await test.step("a worker that answers it counts exactly what it served", async () => {
    await expect(dashboard.workerRow("python-worker")).toHaveAttribute("data-simulated", "false")
    expect(await client.exited).toMatchObject({ code: 0 })
    await expect(dashboard.workerRow("python-worker")).toHaveAttribute("data-served", "10")
    expect(client.lines.filter((line) => line["text"] === "World")).toHaveLength(10)
  })

  await test.step("both go as their processes do", async () => {
    await expect(dashboard.clientRow("python-client")).toHaveCount(0)
    worker.signal("SIGKILL")
    await expect(dashboard.workerRow("python-worker")).toHaveCount(0)
    await dashboard.openTerms()
    await dashboard.expectTerm("received", 10)
    await dashboard.expectTerm("returned", 10)
    await dashboard.expectTerm("lost", 0)
  })
})

test("a Python worker beside simulated ones is counted by itself", async ({
  dashboard,
  simulator,
  zmqscope,
}) => {
  await simulator.spawnWorkers(2, {
    serviceTime: { distribution: "fixed", ms: 0 },
    failure: { mode: "none" },
  })
  await using worker = await spawnPython("rep_worker.py", [
    zmqscope.backend,
    "--name",
    "python-worker",
  ])
  await dashboard.open(zmqscope.url)
  await dashboard.expectCount("worker", 3)
  await using client = await spawnPython("dealer_client.py", [zmqscope.frontend, "--count", 1000])
  await client.exited

  await dashboard.expectTapped(1000)
  await dashboard.openTerms()
  await dashboard.expectTerm("returned", 1000)
  const served = worker.lines.filter((line) => line.event === "request").length
  expect(served).toBeGreaterThan(0)
  await expect(dashboard.workerRow("python-worker")).toHaveAttribute("data-served", String(served))
  const counts = Object.values(await dashboard.served())
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1000)
})

sharedTest(
  "a client is told from a worker of the same name",
  async ({ dashboard, simulator, zmqscope }) => {
    const [name = ""] = await simulator.spawnWorkers(1, STUCK_WORKER)
    await using _client = await spawnPython("req_client.py", [
      zmqscope.frontend,
      "--routing-id",
      name,
    ])
    await dashboard.open(zmqscope.url)
    await expect(dashboard.clientRow(name)).toHaveAttribute("data-simulated", "false")

    await dashboard.killWorker(name)

    await dashboard.expectCount("worker", 0)
    await dashboard.expectCount("client", 1)
  },
)

sharedTest(
  "an external worker that is disconnected comes back as a new one",
  async ({ dashboard, zmqscope }) => {
    await using worker = await spawnPython("rep_worker.py", [
      zmqscope.backend,
      "--name",
      "python-worker",
    ])
    await dashboard.open(zmqscope.url)
    const row = dashboard.workerRow("python-worker")
    await expect(row).toContainText("external")
    await using client = await spawnPython("req_client.py", [zmqscope.frontend, "--count", 3])
    expect(await client.exited).toMatchObject({ code: 0 })
    await expect(row).toHaveAttribute("data-served", "3")

    await dashboard.disconnect("python-worker")

    await expect(row).toHaveAttribute("data-served", "0")
    await dashboard.expectCount("worker", 1)
    await using again = await spawnPython("req_client.py", [zmqscope.frontend, "--count", 2])
    expect(await again.exited).toMatchObject({ code: 0 })
    await expect(row).toHaveAttribute("data-served", "2")
    expect(worker.lines.filter((line) => line.event === "request")).toHaveLength(5)
  },
)

sharedTest(
  "a name as long as can be is told whole, and bursts nothing",
  async ({ dashboard, page, zmqscope }) => {
    const name = "n".repeat(255)
    const args = [zmqscope.backend, "--name", name, "--delay-ms", "600000"]
    await using _worker = await spawnPython("rep_worker.py", args)
    await dashboard.open(zmqscope.url)
    await expect(dashboard.workerRow(name)).toBeVisible()
    await using _client = await spawnPython("req_client.py", [zmqscope.frontend, "--count", 1])
    await expect(dashboard.workerRow(name)).toHaveAttribute("data-outstanding", "1")

    await dashboard.openMenu("worker", name)
    await dashboard.menuItem("Disconnect").click()
    await expect(dashboard.dialog).toContainText(`Disconnect ${name}?`)
    expect(await dashboard.dialog.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0)
    await dashboard.dialog.getByRole("button", { name: "Cancel" }).click()
    expect(
      await page.evaluate(() => document.body.scrollWidth - document.documentElement.clientWidth),
    ).toBe(0)
  },
)
