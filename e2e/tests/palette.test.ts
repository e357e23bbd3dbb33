import { expect, test } from "../fixtures.js"

test("what the palette finds is done: spawn, switch, kill by name, go to an envelope", async ({
  dashboard,
  page,
  zmqscope,
}) => {
  await dashboard.open(zmqscope.url)

  await test.step("so many of a kind, in any words", async () => {
    await dashboard.runCommand("3 fast worker", "Spawn 3 workers: Fast")
    await dashboard.expectCount("worker", 3)
    await expect(page.getByText("Spawned 3 workers")).toBeVisible()
    await dashboard.runCommand("spawn 2 thoughtful", "Spawn 2 clients: Thoughtful")
    await dashboard.expectCount("client", 2)
  })

  await test.step("a peer by its name", async () => {
    const [first = ""] = await dashboard.names("worker", 3)
    await dashboard.runCommand(`stop ${first}`, `Stop ${first}`)
    await dashboard.expectCount("worker", 2)
    const [client = ""] = await dashboard.names("client", 2)
    await dashboard.runCommand(`show ${client}`, `Show ${client}`)
    await expect(page).toHaveURL(new RegExp(`select=client%3A${client}$`))
  })

  await test.step("the broker, and back by the toast's Undo", async () => {
    await dashboard.runCommand("deal least", "Deal by least-outstanding")
    await expect(dashboard.dealing).toHaveAttribute("data-value", "least-outstanding")
    const undo = page
      .getByRole("listitem")
      .filter({ hasText: "least-outstanding" })
      .getByRole("button", { name: "Undo" })
    await undo.press("Enter")
    await expect(dashboard.dealing).toHaveAttribute("data-value", "dealer")
  })

  await test.step("what more than one goes down by is asked first", async () => {
    await dashboard.runCommand("kill all workers", "Kill all simulated workers…")
    await dashboard.dialog.getByRole("button", { name: "Kill" }).press("Enter")
    await dashboard.expectCount("worker", 0)
  })

  await test.step("an envelope by its number", async () => {
    await dashboard.runCommand("go to 1", "Go to envelope 1")
    await expect(page).toHaveURL(/envelope=1\b/)
  })
})

test("the palette is a combobox: arrows move, Escape leaves, nothing is found in nonsense", async ({
  dashboard,
  page,
  zmqscope,
}) => {
  await dashboard.open(zmqscope.url)
  await page.keyboard.press("ControlOrMeta+k")
  const field = dashboard.dialog.getByRole("combobox")
  await expect(field).toBeFocused()
  const options = dashboard.dialog.getByRole("option")
  await expect(options.first()).toHaveAttribute("aria-selected", "true")
  await page.keyboard.press("ArrowDown")
  await expect(options.nth(1)).toHaveAttribute("aria-selected", "true")
  await expect(field).toHaveAttribute(
    "aria-activedescendant",
    (await options.nth(1).getAttribute("id")) ?? "",
  )
  await page.keyboard.press("ArrowUp")
  await page.keyboard.press("ArrowUp")
  await expect(options.last()).toHaveAttribute("aria-selected", "true")
  await page.keyboard.type("elephant")
  await expect(options).toHaveCount(0)
  await expect(dashboard.dialog.getByRole("status")).toHaveText("No such command.")
  await page.keyboard.press("Escape")
  await expect(dashboard.dialog).toHaveCount(0)
})

test("every key of the help is told beside its command in the palette", async ({
  dashboard,
  page,
  zmqscope,
}) => {
  await dashboard.open(zmqscope.url)
  await page.keyboard.press("?")
  const help = dashboard.dialog
  await expect(help.getByText("Kill a random worker")).toBeVisible()
  await expect(help.getByText("While presenting")).toBeVisible()
  await page.keyboard.press("Escape")
  await page.keyboard.press("ControlOrMeta+k")
  const kill = dashboard.dialog.getByRole("option", { name: "Kill a random worker" })
  await expect(kill.locator("kbd")).toHaveText("K")
})
