import type { ClientDetails, WorkerDetails } from "@zmqscope/protocol"
import { eventually, spawnPython, startZmqscope } from "@zmqscope/testkit"
import { expect, it } from "vitest"
import { ask } from "./ask.js"

async function details<P>(url: string, path: string): Promise<P> {
  return (await ask(url, path)).body as P
}

/** What each engine shows of a client. */
const CLIENT = {
  zmtp: {
    address: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
    socketType: "REQ",
    hostConnects: 2,
  },
  libzmq: { address: "", socketType: null, lastHeardMs: null, hostConnects: null },
} as const

it.each(["zmtp", "libzmq"] as const)(
  "engine %s tells all that it knows of peers",
  async (engine) => {
    await using zmqscope = await startZmqscope({ args: ["--empty", "--engine", engine] })
    const { url, frontend, backend } = zmqscope
    await using _worker = await spawnPython("rep_worker.py", [backend, "--name", "box"])
    await using client = await spawnPython("req_client.py", [frontend, "--routing-id", "checkout"])
    await client.exited
    const worker = () => details<WorkerDetails>(url, "/api/workers/box")
    await eventually(async () => (await worker()).served === 10, "all is served")

    const first = await worker()
    expect(first).toMatchObject({ socketType: "REP", connects: 1, disconnects: 0, silentUs: null })
    expect(first).toMatchObject({ hostConnects: 1, errors: 0, lastError: null, stale: 0 })
    expect(first.lastHeardMs).toBeGreaterThanOrEqual(first.sinceMs ?? Number.POSITIVE_INFINITY)

    await ask(url, "/api/clients", { method: "POST", json: { count: 1 } })
    await eventually(async () => {
      const path = "/api/clients/client-1"
      expect(await details<ClientDetails>(url, path)).toMatchObject({ state: "live", errors: 0 })
      return true
    }, "the client is there")
    expect(await details<ClientDetails>(url, "/api/clients/client-1")).toMatchObject(CLIENT[engine])

    // A REP connects again by itself, under its name.
    expect((await ask(url, "/api/workers/box", { method: "DELETE" })).status).toBe(204)
    await eventually(async () => {
      expect(await worker()).toMatchObject({ connects: 2, disconnects: 1, hostConnects: 2 })
      return true
    }, "it is back")
    expect((await worker()).sinceMs).toBeGreaterThan(first.sinceMs ?? Number.POSITIVE_INFINITY)
  },
)

it("says how long a worker that hangs has been silent", async () => {
  await using zmqscope = await startZmqscope({ args: ["--empty"] })
  const { url } = zmqscope
  const behaviour = {
    serviceTime: { distribution: "fixed", ms: 1 },
    failure: { mode: "none" },
  }
  await ask(url, "/api/workers", { method: "POST", json: { count: 1, behaviour } })
  await ask(url, "/api/clients", { method: "POST", json: { count: 1 } })
  const worker = () => details<WorkerDetails>(url, "/api/workers/worker-1")
  await eventually(async () => (await worker()).served > 0, "it has replied")
  expect((await worker()).silentUs).toBeNull()
  const failure = { mode: "hang", probability: 1 }
  await ask(url, "/api/workers/worker-1", { method: "PATCH", json: { failure } })
  const silent = await eventually(async () => {
    const told = await worker()
    return told.silentUs === null ? undefined : told
  }, "it is silent")
  expect(silent.silentUs).toBeGreaterThan(1_000_000)
  expect(silent.outstanding).toBe(1)
})

it("answers for one that never was with 404", async () => {
  await using zmqscope = await startZmqscope({ args: ["--empty"] })
  for (const kind of ["clients", "workers"]) {
    const answer = await ask(zmqscope.url, `/api/${kind}/nobody`)
    expect(answer).toMatchObject({ status: 404, body: { code: "unknown-peer" } })
  }
})
