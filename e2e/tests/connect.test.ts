import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { findPython } from "@zmqscope/testkit"
import { expect, sharedTest as test } from "../fixtures.js"

test("the programs of the connect panel hold the real endpoints, are copied, run, are seen to connect, and are answered", async ({
  context,
  dashboard,
  page,
  request,
  zmqscope,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"])
  await dashboard.open(zmqscope.url)
  await page.keyboard.press("o")
  const panel = dashboard.dialog
  const choose = (language: string) =>
    panel.getByRole("tab", { name: language, exact: true }).click()
  const program = (language: string, kind: string) =>
    panel.getByRole("textbox", { name: `The ${language} ${kind}` })

  await test.step("they hold the endpoints", async () => {
    for (const language of ["Python", "Node", "Go", "C"]) {
      await choose(language)
      const client = program(language, "client")
      await expect(client).toHaveValue(new RegExp(`"${zmqscope.frontend}"`))
      const worker = program(language, "worker")
      await expect(worker).toHaveValue(new RegExp(`"${zmqscope.backend}"`))
    }
  })

  await test.step("one is copied, and the toast says which", async () => {
    await choose("Python")
    await panel.getByRole("button", { name: "Copy the Python worker" }).click()
    await expect(page.getByText("Copied the Python worker")).toBeVisible()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(zmqscope.backend)
    await page.keyboard.press("Escape")
    await expect(panel).toHaveCount(0)
  })

  for (const { language, id, run } of [
    { language: "Python", id: "python", run: runPython },
    { language: "Node", id: "node", run: runNode },
  ]) {
    await test.step(`those in ${language} run`, async () => {
      await page.keyboard.press("o")
      const arrival = page.getByTestId("connect-arrival")
      await expect(arrival).toHaveText("Waiting for your peer…")
      await choose(language)
      const workerProgram = await program(language, "worker").inputValue()
      const clientProgram = await program(language, "client").inputValue()

      await using _worker = await run(workerProgram)
      await expect(arrival).toHaveText(`${id}-worker connected`)
      await using _client = await run(clientProgram)
      await expect(arrival).toHaveText(`${id}-worker, ${id}-client connected`)
      await expect(arrival).toHaveAttribute("data-value", "2")

      await page.keyboard.press("Escape")
      await expect(dashboard.workerRow(`${id}-worker`)).not.toHaveAttribute("data-served", "0")
      // It asks again only once it has been answered.
      const clients = async () =>
        (await request.get(new URL("/api/clients", zmqscope.url).href)).json()
      await expect.poll(async () => (await clients())[0]?.returned ?? 0).toBeGreaterThan(1)
    })
    await dashboard.expectCount("worker", 0)
    await dashboard.expectCount("client", 0)
  }
})

test("over plain http from elsewhere, where there is no clipboard to write to, it is copied all the same", async ({
  dashboard,
  page,
  zmqscope,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "clipboard", { value: undefined })
  })
  await dashboard.open(zmqscope.url)
  await page.getByRole("button", { name: "Connect", exact: true }).click()
  const copy = dashboard.dialog.getByRole("button", { name: "Copy the Python worker" })
  await copy.click()
  await expect(page.getByText("Copied the Python worker")).toBeVisible()
  await expect(copy).toBeFocused()
  await page.keyboard.press("Escape")
  await expect(dashboard.dialog).toHaveCount(0)
  await dashboard.tapFilter.focus()
  await page.keyboard.press("ControlOrMeta+v")
  await expect(dashboard.tapFilter).toHaveValue(new RegExp(zmqscope.backend))

  await test.step("and where that is refused too, it is selected, and the keys are told", async () => {
    await page.evaluate(() => {
      document.execCommand = () => false
    })
    await page.getByRole("button", { name: "clients to" }).click()
    await expect(page.getByText(/^Press (Ctrl|Cmd) C to copy tcp:/)).toBeVisible()
    await expect(page.getByRole("textbox", { name: "To copy" })).toBeFocused()
    await page.keyboard.press("ControlOrMeta+c")
    await dashboard.tapFilter.fill("")
    await page.keyboard.press("ControlOrMeta+v")
    await expect(dashboard.tapFilter).toHaveValue(zmqscope.frontend)
    await expect(page.getByRole("textbox", { name: "To copy" })).toHaveCount(0)
  })
})

/** Runs a program as it stands, until it is disposed. */
async function runPython(program: string): Promise<AsyncDisposable> {
  return running(await findPython(), ["-c", program])
}

/** As runPython, in a folder of its own that has the package it needs and nothing else. */
async function runNode(program: string): Promise<AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), "zmqscope-connect-"))
  const testkit = createRequire(fileURLToPath(import.meta.resolve("@zmqscope/testkit")))
  await mkdir(join(folder, "node_modules"))
  const zeromq = dirname(testkit.resolve("zeromq/package.json"))
  await symlink(zeromq, join(folder, "node_modules", "zeromq"), "junction")
  const file = join(folder, "peer.mjs")
  await writeFile(file, program)
  const peer = await running(process.execPath, [file])
  return {
    async [Symbol.asyncDispose]() {
      await peer[Symbol.asyncDispose]()
      await rm(folder, { recursive: true })
    },
  }
}

async function running(command: string, args: readonly string[]): Promise<AsyncDisposable> {
  const child = spawn(command, args, { stdio: "ignore" })
  await once(child, "spawn")
  return {
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null) return
      const gone = once(child, "exit")
      child.kill("SIGKILL")
      await gone
    },
  }
}
