import { spawnPython, startZmqscope } from "@zmqscope/testkit"
import { expect, test } from "../fixtures.js"

test("a page that only watches shows what passes, and offers nothing that it cannot do", async ({
  dashboard,
  page,
  zmqscope,
}) => {
  const { frontend, backend } = zmqscope
  const args = ["attach", "--frontend", frontend, "--backend", backend]
  await using watch = await startZmqscope({ args })
  await dashboard.open(watch.url)
  await using _worker = await spawnPython("rep_worker.py", [watch.backend, "--name", "theirs"])
  await using client = await spawnPython("req_client.py", [watch.frontend])
  expect(await client.exited).toMatchObject({ code: 0 })
  await expect(dashboard.workerRow("theirs")).toHaveAttribute("data-served", "10")

  await expect(page.getByText("Somebody else's broker, watched")).toBeVisible()
  await expect(page.getByTestId("flow-labels")).toContainText("deals as it will")
  await expect(page.getByTestId("flow-labels")).not.toContainText("round-robin")
  await expect(page.getByRole("button", { name: "Pause broker" })).toHaveCount(0)
  await expect(page.getByTestId("dealing")).toHaveCount(0)
  await page.getByRole("button", { name: "Actions on theirs" }).click()
  await expect(page.getByRole("menuitem", { name: "Disconnect" })).toBeVisible()
  await expect(page.getByRole("menuitem", { name: "Drain" })).toHaveCount(0)
  // Before the server that it is of ends: it would complain of that.
  await page.close()
})
