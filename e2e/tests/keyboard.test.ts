import { expect, STUCK_WORKER, sharedTest as test } from "../fixtures.js"
import { focusItem, tabTo } from "../keyboard.js"

test("peers are spawned and killed with the keyboard alone", async ({
  dashboard,
  page,
  zmqscope,
}) => {
  await dashboard.open(zmqscope.url)

  await test.step("spawn by Tab and Enter", async () => {
    await tabTo(page, page.getByRole("button", { name: "+1: spawn a client" }))
    await page.keyboard.press("Enter")
    await dashboard.expectCount("client", 1)
    await tabTo(page, page.getByRole("button", { name: "+1: spawn a worker" }))
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await dashboard.expectCount("worker", 2)
  })

  await test.step("kill from the menu of a row", async () => {
    const [name = ""] = await dashboard.names("client", 1)
    await tabTo(page, page.getByRole("button", { name: `Actions on ${name}`, exact: true }))
    await page.keyboard.press("Enter")
    await focusItem(page, page.getByRole("menuitem", { name: /^Kill/ }))
    await page.keyboard.press("Enter")
    await dashboard.expectCount("client", 0)
    await dashboard.expectFigure("inFlight", 0)
  })

  await test.step("kill the second row with Delete", async () => {
    const [first = "", second = ""] = await dashboard.names("worker", 2)
    const killed: string[] = []
    page.on("request", (sent) => sent.method() === "DELETE" && killed.push(sent.url()))
    await tabTo(page, dashboard.workerRow(first).getByRole("button").first())
    await page.keyboard.press("ArrowDown")
    await expect(dashboard.workerRow(second).getByRole("button").first()).toBeFocused()
    await page.keyboard.down("Delete")
    await expect(dashboard.workerRow(second)).toHaveCount(0)
    await expect(dashboard.workerRow(first).getByRole("button").first()).toBeFocused()
    // Held on, it says so again and again.
    await page.keyboard.down("Delete")
    await page.keyboard.up("Delete")
    await dashboard.spawnWorkers(1)
    expect(killed).toEqual([expect.stringContaining(second)])
    await expect(dashboard.workerRow(first)).toBeVisible()
  })

  await test.step("kill one after the other until none is left", async () => {
    const killOne = page.getByRole("button", { name: "Kill one" })
    await tabTo(page, killOne)
    await page.keyboard.press("Enter")
    await dashboard.expectCount("worker", 1)
    await page.keyboard.press("Enter")
    await dashboard.expectCount("worker", 0)
    await expect(killOne).toBeDisabled()
    await expect(killOne).toBeFocused()
  })
})

test("a row keeps the focus while others go, and hands it to its neighbour when it goes itself", async ({
  dashboard,
  page,
  simulator,
  zmqscope,
}) => {
  await simulator.spawnWorkers(4)
  await dashboard.open(zmqscope.url)
  const [first = "", second = "", third = "", fourth = ""] = await dashboard.names("worker", 4)
  const button = (name: string) => dashboard.workerRow(name).getByRole("button").first()
  await tabTo(page, button(first))
  await page.keyboard.press("ArrowDown")
  await expect(button(second)).toBeFocused()

  await simulator.killWorker(first)
  await dashboard.expectCount("worker", 3)
  await expect(button(second)).toBeFocused()
  await page.keyboard.press("Delete")
  await expect(dashboard.workerRow(second)).toHaveCount(0)
  await expect(button(third)).toBeFocused()
  await page.keyboard.press("End")
  await expect(button(fourth)).toBeFocused()
  await page.keyboard.press("Delete")
  await expect(dashboard.workerRow(fourth)).toHaveCount(0)
  await expect(button(third)).toBeFocused()
})

test("the focus stays in the list when a peer goes while its menu or a question about it is open", async ({
  dashboard,
  page,
  simulator,
  zmqscope,
}) => {
  await simulator.spawnWorkers(3, STUCK_WORKER)
  await simulator.spawnClients(3)
  await dashboard.open(zmqscope.url)
  const [first = "", second = "", third = ""] = await dashboard.names("worker", 3)
  const button = (name: string) => dashboard.workerRow(name).getByRole("button").first()
  const actionsOn = (name: string) =>
    page.getByRole("button", { name: `Actions on ${name}`, exact: true })

  await test.step("its menu", async () => {
    await actionsOn(first).press("Enter")
    await expect(dashboard.menuItem("Stop")).toBeVisible()
    await simulator.killWorker(first)
    await expect(page.getByRole("menu")).toHaveCount(0)
    await expect(button(second)).toBeFocused()
  })

  await test.step("the question, which has nothing left to ask", async () => {
    await expect(dashboard.workerRow(second)).not.toHaveAttribute("data-outstanding", "0")
    await button(second).press("Delete")
    const yes = dashboard.dialog.getByRole("button", { name: "Kill" })
    await expect(yes).toBeVisible()
    await simulator.killWorker(second)
    await dashboard.expectCount("worker", 1)
    await expect(dashboard.dialog).toContainText("it has gone meanwhile")
    await yes.press("Enter")
    await expect(yes).toBeVisible()
    await page.keyboard.press("Escape")
    await expect(page.getByText(`Killed ${second}`)).toHaveCount(0)
    await expect(button(third)).toBeFocused()
  })
})

test("the page's keys go on after a choice was clicked, and on a chart that has nothing to give up", async ({
  dashboard,
  page,
  simulator,
  zmqscope,
}) => {
  await simulator.spawnWorkers(1)
  await dashboard.open(zmqscope.url)
  const [name = ""] = await dashboard.names("worker", 1)
  const select = async () => {
    await dashboard.workerRow(name).getByRole("button").first().click()
    await expect(page).toHaveURL(/select=worker/)
  }

  await test.step("on a radio button", async () => {
    await select()
    await dashboard.charts.getByText("5 min", { exact: true }).click()
    await expect(page).toHaveURL(/window=5/)
    await expect(
      page.getByRole("radio", { checked: true }).and(page.locator(":focus")),
    ).toHaveCount(1)
    await page.keyboard.press("h")
    await expect(page).toHaveURL(/latency=heat/)
    await page.keyboard.press("Escape")
    await expect(page).not.toHaveURL(/select=/)
    await page.keyboard.press("ArrowLeft")
    await expect(page).not.toHaveURL(/window=/)
  })

  await test.step("on a chart", async () => {
    const readout = dashboard.charts.locator(".chart-readout")
    await select()
    await dashboard.chart("Queue depth").getByRole("slider").focus()
    await page.keyboard.press("Home")
    await expect(readout.first()).toBeVisible()
    await page.keyboard.press("Escape")
    await expect(readout).toHaveCount(0)
    await expect(page).toHaveURL(/select=worker/)
    await page.keyboard.press("Escape")
    await expect(page).not.toHaveURL(/select=/)
  })
})

test("a kill that loses requests asks first, and takes No for an answer", async ({
  dashboard,
  page,
  simulator,
  zmqscope,
}) => {
  await simulator.spawnWorkers(1, STUCK_WORKER)
  await simulator.spawnClients(2)
  await dashboard.open(zmqscope.url)
  const [name = ""] = await dashboard.names("worker", 1)
  await expect(dashboard.workerRow(name)).toHaveAttribute("data-outstanding", "2")
  const lost = await dashboard.figureValue("lost")
  await tabTo(page, dashboard.workerRow(name).getByRole("button").first())

  await page.keyboard.press("Delete")
  await expect(dashboard.dialog).toContainText("2 requests")
  await page.keyboard.press("Escape")
  await expect(dashboard.dialog).toHaveCount(0)
  await dashboard.expectCount("worker", 1)

  await tabTo(page, dashboard.workerRow(name).getByRole("button").first())
  await page.keyboard.press("Delete")
  await tabTo(page, dashboard.dialog.getByRole("button", { name: "Kill" }))
  await page.keyboard.press("Enter")
  await dashboard.expectCount("worker", 0)
  await dashboard.expectFigure("lost", lost + 2)
})

test("a spawn is ordered in the dialog with the keyboard alone", async ({
  dashboard,
  page,
  zmqscope,
}) => {
  await dashboard.open(zmqscope.url)
  await tabTo(page, page.getByRole("button", { name: "More for workers" }))
  await page.keyboard.press("Enter")
  await focusItem(page, page.getByRole("menuitem", { name: "Spawn workers…" }))
  await page.keyboard.press("Enter")
  const howMany = dashboard.dialog.getByRole("spinbutton", { name: "How many" })
  await expect(howMany).toBeFocused()
  await page.keyboard.press("ArrowUp")
  await expect(howMany).toHaveValue("2")
  // Of one value there is one control: the slider is for the pointer.
  await expect(dashboard.dialog.getByRole("slider")).toHaveCount(0)
  await page.keyboard.press("ControlOrMeta+a")
  await page.keyboard.type("4")
  await page.keyboard.press("Enter")
  await dashboard.expectCount("worker", 4)
  await expect(dashboard.dialog).toHaveCount(0)
})
