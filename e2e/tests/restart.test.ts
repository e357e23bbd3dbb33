import { startZmqscope } from "@zmqscope/testkit"
import { expect, sharedTest, test } from "../fixtures.js"

/** While nobody listens, the browser itself reports each attempt of the page to come back. */
test.use({ expectedComplaints: [/WebSocket connection to .* failed/] })

test("a page that stays open is right again after the server was restarted", async ({
  dashboard,
}) => {
  await using first = await startZmqscope({ args: ["--seed", "1"] })
  await dashboard.open(first.url)
  await dashboard.expectCount("client", 4)
  await dashboard.expectCount("worker", 3)
  await expect.poll(() => dashboard.figureValue("receivedPerSecond")).toBeGreaterThan(0)
  const run = await dashboard.run()

  await first[Symbol.asyncDispose]()
  await expect(dashboard.root).toHaveAttribute("data-stream-state", "reconnecting")

  await using _second = await startZmqscope({ args: ["--empty"], ports: first.ports })
  await expect.poll(() => dashboard.run()).not.toBe(run)
  await dashboard.waitUntilLive()

  await test.step("nothing of the server before is left", async () => {
    await dashboard.expectCount("client", 0)
    await dashboard.expectCount("worker", 0)
    await dashboard.expectFigure("inFlight", 0)
    await expect(dashboard.tapRows).toHaveCount(0)
    await dashboard.openTerms()
    await dashboard.expectTerm("received", 0)
    await dashboard.page.keyboard.press("Escape")
  })

  await test.step("and what is new is shown, charts included", async () => {
    await dashboard.spawnWorkers(1)
    await dashboard.spawnClients(2)
    const [worker = ""] = await dashboard.names("worker", 1)
    await expect(dashboard.workerRow(worker)).not.toHaveAttribute("data-served", "0")
    await expect(dashboard.chartSeries("Throughput", worker)).toBeVisible()
    await expect(dashboard.chartSummary("Throughput")).toHaveAccessibleName(/from 1 workers?/)
    await expect(dashboard.tapRowsIn("returned").first()).toBeVisible()
  })
})

sharedTest(
  "why the server closed the stream is told where there is no room to write it out, too",
  async ({ dashboard, page, zmqscope }) => {
    const reason = "there are 32 viewers already"
    await page.routeWebSocket("**/api/tap", (socket) => socket.close({ code: 1013, reason }))
    await page.goto(zmqscope.url)
    const status = dashboard.badge.getByRole("status")
    await expect(status).toContainText(`: ${reason}`)
    await expect(dashboard.badge.getByRole("button", { name: /^Reconnecting/ })).toHaveAttribute(
      "title",
      `Reconnecting: ${reason}`,
    )
  },
)
