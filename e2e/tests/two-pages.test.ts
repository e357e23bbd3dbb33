import { Dashboard, type Term } from "@zmqscope/page-object"
import { spawnPython } from "@zmqscope/testkit"
import { expect, sharedTest, test } from "../fixtures.js"

test("two pages at once show the same", async ({ context, dashboard, zmqscope }) => {
  const other = new Dashboard(await context.newPage())
  await dashboard.open(zmqscope.url)
  await other.open(zmqscope.url)

  await dashboard.spawnWorkers(2)
  await other.expectCount("worker", 2)
  await using client = await spawnPython("req_client.py", [zmqscope.frontend, "--count", 25])
  expect(await client.exited).toMatchObject({ code: 0 })
  await other.spawnWorkers(1)
  await dashboard.expectCount("worker", 3)

  const expected: readonly (readonly [Term, number])[] = [
    ["received", 25],
    ["returned", 25],
    ["waiting", 0],
    ["inFlight", 0],
  ]
  for (const page of [dashboard, other]) {
    await page.openTerms()
    for (const [term, value] of expected) await page.expectTerm(term, value)
    await page.expectTapped(25)
  }
  expect(await dashboard.names("worker", 3)).toEqual(await other.names("worker", 3))
  expect(await dashboard.served()).toEqual(await other.served())
})

sharedTest(
  "a page that comes late shows what was before it",
  async ({ context, dashboard, simulator, zmqscope }) => {
    await dashboard.open(zmqscope.url)
    await simulator.spawnWorkers(1)
    await simulator.spawnClients(2)
    const [worker = ""] = await dashboard.names("worker", 1)
    await expect(dashboard.workerRow(worker)).not.toHaveAttribute("data-served", "0")

    const late = new Dashboard(await context.newPage())
    await late.open(zmqscope.url)

    await expect(late.chartSeries("Throughput", worker)).toBeVisible()
    await expect(late.chartSummary("Round trip")).toHaveAccessibleName(/p99 \d/)
  },
)
