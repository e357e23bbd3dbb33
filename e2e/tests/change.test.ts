import { expect, sharedTest as test } from "../fixtures.js"

test("the dialog marks the ready-made behaviour that a client has, and sends no half a retry", async ({
  dashboard,
  request,
  simulator,
  zmqscope,
}) => {
  const clients = new URL("/api/clients", zmqscope.url).href
  const [name = ""] = await simulator.spawnClients(1)
  // As the page changes it to what it calls eager.
  const data = { sizeBytes: 5, timeoutMs: 30_000, retries: 3, pace: { mode: "think", meanMs: 5 } }
  expect((await request.patch(`${clients}/${name}`, { data })).ok()).toBe(true)
  await dashboard.open(zmqscope.url)
  await dashboard.openMenu("client", name)
  await dashboard.menuItem("Change").click()
  await expect(dashboard.dialog.getByRole("button", { name: "Eager" })).toHaveAttribute(
    "aria-pressed",
    "true",
  )

  const retries = dashboard.dialog.getByRole("spinbutton", { name: "Retries" })
  await retries.fill("1.5")
  await dashboard.dialog.getByRole("button", { name: "Change", exact: true }).click()
  await expect(retries).toBeFocused()
  await expect(dashboard.dialog).toBeVisible()
})
