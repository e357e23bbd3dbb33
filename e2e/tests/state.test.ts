import { connect } from "node:net"
import { expect, PATIENT_CLIENT, STUCK_WORKER, sharedTest, test } from "../fixtures.js"

test("the header says in words what is wrong first: no workers, paused, an outage, who waits for how long", async ({
  dashboard,
  page,
  simulator,
  zmqscope,
}) => {
  await dashboard.open(zmqscope.url)
  await dashboard.expectState("Idle")
  await expect(dashboard.badge).toHaveAttribute("data-tone", "quiet")
  await simulator.spawnClients(3)
  await dashboard.expectState("No workers")
  await simulator.spawnWorkers(1, STUCK_WORKER)
  await dashboard.expectState("Nothing is answered")
  await expect(dashboard.badge).toHaveAttribute("data-tone", "warn")
  await expect(dashboard.badge).toContainText(/3 clients wait, the longest for \d+/)
  await expect(dashboard.clientRow("client-1")).toContainText(/waits \d+/)
  await expect(dashboard.workerRow("worker-1")).toContainText(/(has one|silent) for \d+/)

  await dashboard.runCommand("pause", "Pause or resume the broker")
  await dashboard.expectState("Paused")
  await dashboard.runCommand("pause", "Pause or resume the broker")
  await dashboard.killWorker("worker-1")
  await simulator.spawnWorkers(1)
  await simulator.spawnClients(3, PATIENT_CLIENT)
  await dashboard.expectState("Flowing")
  await expect(dashboard.badge).toHaveAttribute("data-tone", "good")

  await dashboard.badge.getByRole("button").click()
  await expect(dashboard.dialog).toContainText(/engine(zmtp|libzmq): /)
  await page.keyboard.press("Escape")
})

test.describe("with zmqscope's own engine", () => {
  test.use({ args: ["--empty", "--engine", "zmtp"] })

  test("a peer that is refused is told of: who, why, and what to do", async ({
    dashboard,
    page,
    zmqscope,
  }) => {
    await dashboard.open(zmqscope.url)
    await dashboard.notices.click()
    await expect(dashboard.dialog).toContainText("None so far.")
    await page.keyboard.press("Escape")

    const { hostname, port } = new URL(zmqscope.frontend.replace("tcp:", "http:"))
    const stranger = connect(Number(port), hostname)
    stranger.on("error", () => {})
    stranger.end("GET / HTTP/1.1\r\nHost: here\r\n\r\n")
    await expect(dashboard.notices).toHaveAttribute("data-value", /[1-9]/)
    await dashboard.notices.click()
    const notice = dashboard.dialog.getByTestId("notice").first()
    await expect(notice).toHaveAttribute("data-kind", "not-zmtp")
    await expect(notice).toContainText("at the clients' port")
    stranger.destroy()
  })
})

test.describe("while the server is away", () => {
  test.use({ expectedComplaints: [/WebSocket connection to .* failed/] })

  sharedTest(
    "nothing is offered that cannot be done, and a key says why",
    async ({ dashboard, page, simulator, zmqscope }) => {
      await simulator.spawnWorkers(1)
      await dashboard.open(zmqscope.url)
      await page.routeWebSocket("**/api/tap", (socket) =>
        socket.close({ code: 1013, reason: "away" }),
      )
      await page.reload()
      await dashboard.expectState(/^Reconnecting/)
      const spawn = page.getByRole("button", { name: "+1: spawn a worker" })
      await expect(spawn).toHaveAttribute("aria-disabled", "true")
      await expect(spawn).toHaveAttribute("title", /The server is not answering/)
      await page.keyboard.press("w")
      await expect(
        page.getByText("The server is not answering: nothing can be done."),
      ).toBeVisible()
    },
  )
})
