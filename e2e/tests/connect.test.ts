import { spawn } from "node:child_process"
import { once } from "node:events"
import { findPython } from "@zmqscope/testkit"
import { expect, test } from "../fixtures.js"

test("the programs of the connect panel hold the real endpoints, run, and are seen to connect", async ({
  dashboard,
  page,
  zmqscope,
}) => {
  await dashboard.open(zmqscope.url)
  await page.keyboard.press("o")
  const panel = dashboard.dialog
  const arrival = page.getByTestId("connect-arrival")
  await expect(arrival).toHaveText("Waiting for your peer…")

  for (const language of ["Python", "Node", "Go", "C"]) {
    await panel.getByRole("tab", { name: language, exact: true }).click()
    await expect(panel.getByRole("textbox", { name: `The ${language} client` })).toHaveValue(
      new RegExp(`"${zmqscope.frontend}"`),
    )
    await expect(panel.getByRole("textbox", { name: `The ${language} worker` })).toHaveValue(
      new RegExp(`"${zmqscope.backend}"`),
    )
  }

  await panel.getByRole("tab", { name: "Python" }).click()
  const program = (kind: string) =>
    panel.getByRole("textbox", { name: `The Python ${kind}` }).inputValue()
  await using _worker = await runPython(await program("worker"))
  await expect(arrival).toHaveText("python-worker connected")
  await using _client = await runPython(await program("client"))
  await expect(arrival).toHaveText("python-worker, python-client connected")
  await expect(arrival).toHaveAttribute("data-value", "2")

  await page.keyboard.press("Escape")
  await expect(dashboard.workerRow("python-worker")).not.toHaveAttribute("data-served", "0")
})

test("a program is copied, and the toast says which", async ({
  context,
  dashboard,
  page,
  zmqscope,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"])
  await dashboard.open(zmqscope.url)
  await page.getByRole("button", { name: "Connect", exact: true }).click()
  await dashboard.dialog.getByRole("button", { name: "Copy the Python worker" }).click()
  await expect(page.getByText("Copied the Python worker")).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(zmqscope.backend)
})

/** Runs a program as it stands, until it is disposed. */
async function runPython(program: string): Promise<AsyncDisposable> {
  const child = spawn(await findPython(), ["-c", program], { stdio: "ignore" })
  await once(child, "spawn")
  return {
    async [Symbol.asyncDispose]() {
      const gone = once(child, "exit")
      child.kill("SIGKILL")
      await gone
    },
  }
}
