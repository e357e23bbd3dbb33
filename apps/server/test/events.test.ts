import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { LoggedEvent } from "@zmqscope/protocol"
import { eventually, runZmqscope, spawnPython, startZmqscope } from "@zmqscope/testkit"
import { afterEach, beforeEach, expect, it } from "vitest"
import { ask, pidOf } from "./ask.js"
import { view } from "./viewer.js"

let data: string
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "zmqscope-data-"))
})
afterEach(() => {
  rmSync(data, { recursive: true })
})

async function events(url: string, query = ""): Promise<readonly LoggedEvent[]> {
  return (await ask(url, `/api/events${query}`)).body as LoggedEvent[]
}

it("logs what happened, over restarts of the broker and of the server", async () => {
  const args = ["--empty", "--data", data]
  const first = await startZmqscope({ args })
  {
    await using zmqscope = first
    const { url, backend } = zmqscope
    using viewer = view(url)
    await viewer.find("hello")
    await using _worker = await spawnPython("rep_worker.py", [backend, "--name", "box"])
    const told = await viewer.find("events", ({ events: all }) =>
      all.some(({ kind, name }) => kind === "join" && name === "box"),
    )
    expect(told.events.at(-1)).toMatchObject({ side: "worker", address: expect.any(String) })
    await ask(url, "/api/broker", { method: "PATCH", json: { dealing: "round-robin" } })
    process.kill(await pidOf(url, "broker"), "SIGKILL")
    await eventually(
      async () => (await events(url, "?filter=worker:box%20kind:join")).length === 2,
      "the worker is back at the broker that is",
    )
  }
  await using again = await startZmqscope({ args })
  const texts = (await events(again.url)).map(({ text }) => text)
  expect(texts).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^Zmqscope stopped/),
      "Broker ended (SIGKILL).",
      "Broker restarted.",
      expect.stringMatching(/round-robin/),
    ]),
  )
  const [latest, ...older] = await events(again.url, "?limit=3")
  expect(older.map(({ number }) => number)).toEqual([
    (latest?.number ?? 0) - 1,
    (latest?.number ?? 0) - 2,
  ])
  const before = await events(again.url, `?before=${older.at(-1)?.number}&limit=1`)
  expect(before.map(({ number }) => number)).toEqual([(latest?.number ?? 0) - 3])
})

it("keeps a directory to itself, and takes over that of one that was killed", async () => {
  const args = ["--empty", "--data", data]
  const first = await startZmqscope({ args })
  const refused = await runZmqscope([...args, "--http-port", "0"])
  expect(refused.code).toBe(2)
  expect(refused.stderr).toContain(
    `--data ${data} is in use by another zmqscope (process ${first.pid})`,
  )
  expect(refused.stderr).toContain("end that one, or choose another directory")
  first.signal("SIGKILL")
  await first.exited
  await using second = await startZmqscope({ args })
  expect((await events(second.url)).length).toBeGreaterThan(0)
})

it("names whom it concerns, so that the log can be asked for one peer", async () => {
  await using zmqscope = await startZmqscope({ args: ["--empty"] })
  const { url, frontend } = zmqscope
  const spawned = await ask(url, "/api/workers", { method: "POST", json: { count: 1 } })
  expect(spawned).toMatchObject({ status: 201, body: [{ name: "worker-1" }] })
  await ask(url, "/api/workers/worker-1", { method: "PATCH", json: { failure: { mode: "none" } } })
  expect((await ask(url, "/api/workers/worker-1", { method: "DELETE" })).status).toBe(204)
  const kinds = async (filter: string) =>
    (await events(url, `?filter=${filter}`)).map(({ kind }) => kind)
  await eventually(async () => (await kinds("worker:worker-1")).length === 5, "all that befell it")
  expect((await kinds("worker:worker-1")).toSorted()).toEqual([
    "change",
    "join",
    "kill",
    "leave",
    "spawn",
  ])
  // Several at once are nobody in particular, but of one side.
  await ask(url, "/api/clients", { method: "POST", json: { count: 2 } })
  const [both] = await events(url, "?filter=kind:spawn")
  expect(both).toMatchObject({ side: "client", name: null, text: "2 clients spawned." })
  await using _client = await spawnPython("req_client.py", [frontend, "--routing-id", "box"])
  await eventually(async () => (await kinds("client:box")).length > 0, "the external client")
  expect((await ask(url, "/api/clients/box", { method: "DELETE" })).status).toBe(204)
  expect(await kinds("client:box%20kind:kill")).toEqual(["kill"])
})

it("refuses a filter that is not understood, and says what is", async () => {
  await using zmqscope = await startZmqscope({ args: ["--empty"] })
  expect(await ask(zmqscope.url, "/api/events?filter=kind:gone")).toMatchObject({
    status: 400,
    body: {
      errors: [
        { path: "/filter", message: expect.stringMatching(/^at "kind:gone": .*Kinds are join/) },
      ],
    },
  })
})

it("finds what bodies hold, and gives them back whole up to a size", async () => {
  await using zmqscope = await startZmqscope({ args: ["--empty", "--body-kib", "8"] })
  const { url, frontend, backend } = zmqscope
  await using _worker = await spawnPython("rep_worker.py", [backend, "--echo"])
  const large = ["--frames", "5000,10000", "--count", "2"]
  for (const wanted of [["--count", "3"], large]) {
    await using client = await spawnPython("req_client.py", [frontend, ...wanted])
    expect(await client.exited).toMatchObject({ code: 0 })
  }
  const { body: found } = await ask(url, "/api/bodies?contains=HELLO")
  expect(found).toEqual({ numbers: [3, 2, 1], upTo: 5, oldest: 1, isCut: false })
  const { body: envelope } = await ask(url, "/api/envelopes/5")
  const { frames } = envelope as {
    frames: { request: { sizeBytes: number; headBase64: string }[] }
  }
  const [, , whole, cut] = frames.request.map(({ sizeBytes, headBase64 }) => [
    sizeBytes,
    Buffer.from(headBase64, "base64").length,
  ])
  expect(whole).toEqual([5000, 5000])
  expect(cut).toEqual([10_000, 8192 - 5000 - 5])
})

it("does not start with a directory that it cannot use", async () => {
  const noDirectory = join(data, "file")
  writeFileSync(noDirectory, "")
  const exit = await runZmqscope(["--data", noDirectory])
  expect(exit.code).toBe(2)
  expect(exit.stderr).toMatch(/--data .*file cannot be used: EEXIST.*, or choose another directory/)
  mkdirSync(join(data, "main.events.jsonl"))
  const unread = await runZmqscope(["--data", data])
  expect(unread.code).toBe(2)
  expect(unread.stderr).toMatch(
    /^zmqscope: --data .*main\.events\.jsonl cannot be read: EISDIR.*\n$/,
  )
})
