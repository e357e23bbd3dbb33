import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import { Caller } from "@zmqscope/protocol"
import { eventually, startPlainProxy } from "@zmqscope/testkit"
import { expect, onTestFinished, test } from "vitest"
import type { SimulatorCalls } from "../src/calls.js"

function forkChild() {
  const child = fork(fileURLToPath(import.meta.resolve("@zmqscope/simulator/child")))
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL")
      await once(child, "exit")
    }
  })
  const pushed: unknown[] = []
  const caller = new Caller<SimulatorCalls>((message) => child.send(message))
  child.on("message", (message) => {
    if (!caller.accept(message)) pushed.push(message)
  })
  return { child, caller, pushed }
}

async function exitOf(child: ChildProcess): Promise<unknown[]> {
  return once(child, "exit")
}

test("the child process serves calls, pushes the roster, shuts down and goes with its channel", async () => {
  await using proxy = await startPlainProxy()
  const { child, caller, pushed } = forkChild()
  await caller.call("start", { frontend: proxy.frontend, backend: proxy.backend, seed: 1 })
  await caller.call("spawnWorkers", { count: 1 })
  await caller.call("spawnClients", { count: 1 })
  const roster = await eventually(() => {
    const latest = pushed.at(-1)
    return (JSON.stringify(latest) ?? "").match(/"live"/g)?.length === 2 && latest
  }, "two live peers")
  expect(roster).toMatchObject({
    type: "roster",
    clients: [{ name: "client-1", state: "live" }],
    workers: [{ name: "worker-1", state: "live" }],
  })
  await expect(caller.call("changeClient", { name: "client-2", patch: {} })).rejects.toMatchObject({
    code: "unknown-peer",
  })
  await caller.call("shutdown", {})
  const exited = exitOf(child)
  child.disconnect()
  expect(await exited).toEqual([0, null])
})

test("it ends when its parent is gone, whatever its peers are doing", async () => {
  await using proxy = await startPlainProxy()
  const { child, caller } = forkChild()
  await caller.call("start", { frontend: proxy.frontend, backend: proxy.backend, seed: 1 })
  await caller.call("spawnClients", { count: 50 })
  const exited = exitOf(child)
  child.disconnect()
  expect(await exited).toEqual([0, null])
})
