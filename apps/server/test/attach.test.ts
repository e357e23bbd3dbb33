import { once } from "node:events"
import { type AddressInfo, connect } from "node:net"
import type { Notice, Theory, Worker } from "@zmqscope/protocol"
import {
  eventually,
  runZmqscope,
  spawnPython,
  startZmqscope,
  type Zmqscope,
} from "@zmqscope/testkit"
import { describe, expect, it } from "vitest"
import type { Status } from "../src/schemas.js"
import { ask } from "./ask.js"
import { view } from "./viewer.js"

/** zmqscope, watching another zmqscope. */
async function attach({ frontend, backend }: Zmqscope): Promise<Zmqscope> {
  return startZmqscope({ args: ["attach", "--frontend", frontend, "--backend", backend] })
}

async function totals(zmqscope: Zmqscope): Promise<unknown> {
  const { body } = await ask(zmqscope.url, "/api/status")
  return (body as { totals: unknown }).totals
}

async function notices(zmqscope: Zmqscope): Promise<readonly Notice[]> {
  return (await ask(zmqscope.url, "/api/notices")).body as Notice[]
}

describe("zmqscope attach", () => {
  it("brings no traffic of its own, and shows what passes to the broker that it watches", async () => {
    await using inner = await startZmqscope({ args: ["--empty"] })
    await using outer = await attach(inner)
    await using _worker = await spawnPython("rep_worker.py", [outer.backend, "--name", "there"])
    await using client = await spawnPython("req_client.py", [outer.frontend])
    expect(await client.exited).toMatchObject({ code: 0 })
    await eventually(async () => {
      expect(await totals(outer)).toMatchObject({ received: 10, returned: 10 })
      expect(await totals(inner)).toMatchObject({ received: 10, returned: 10 })
      return true
    }, "ten round trips in both")
    const { body } = await ask(outer.url, "/api/workers")
    expect(body).toMatchObject([{ name: "there", served: 10, simulated: false }])
  })

  it("spawns simulated peers against it, which the watch knows as its own", async () => {
    await using inner = await startZmqscope({ args: ["--empty"] })
    await using outer = await attach(inner)
    const spawned = await ask(outer.url, "/api/workers", { method: "POST", json: { count: 2 } })
    expect(spawned).toMatchObject({ status: 201 })
    const clients = await ask(outer.url, "/api/clients", { method: "POST", json: { count: 2 } })
    expect(clients).toMatchObject({ status: 201 })
    const served = async () => {
      const workers = (await ask(outer.url, "/api/workers")).body as Worker[]
      return (
        workers.length === 2 &&
        workers.every(({ simulated, served: count }) => simulated && count > 0)
      )
    }
    await eventually(served, "both simulated workers have served")
  })

  it("says what it cannot do: nothing is paused, dealt otherwise or drained", async () => {
    await using inner = await startZmqscope({ args: ["--empty"] })
    await using outer = await attach(inner)
    using viewer = view(outer.url)
    expect(await viewer.find("hello")).toMatchObject({
      engine: "attach",
      capabilities: ["client-details", "disconnect-client"],
    })
    const status = (await ask(outer.url, "/api/status")).body as Status
    expect(status.capabilities).toEqual(["client-details", "disconnect-client"])
    expect(status.limits).not.toHaveProperty("waitingCount")
    const { conditions } = (await ask(outer.url, "/api/theory")).body as Theory
    expect(conditions.map(({ why }) => why)).toContainEqual(expect.stringContaining("only watched"))
    const paused = await ask(outer.url, "/api/broker", { method: "PATCH", json: { paused: true } })
    expect(paused).toMatchObject({ status: 409, body: { code: "not-supported" } })
    await using _worker = await spawnPython("rep_worker.py", [outer.backend, "--name", "there"])
    await eventually(
      async () => ((await ask(outer.url, "/api/workers")).body as Worker[]).length === 1,
      "a worker",
    )
    const drained = await ask(outer.url, "/api/workers/there?mode=drain", { method: "DELETE" })
    expect(drained).toMatchObject({ status: 409, body: { code: "cannot-drain" } })
  })

  it("tells of what it cannot understand how much passes", async () => {
    await using broker = await spawnPython("broker.py", ["proxy"])
    const ready = await eventually(() => broker.lines[0], "the broker in Python")
    const [frontend, backend] = [String(ready["frontend"]), String(ready["backend"])]
    await using outer = await startZmqscope({
      args: ["attach", "--frontend", frontend, "--backend", backend],
    })
    const { hostname, port } = new URL(outer.frontend)
    const old = connect(Number(port), hostname).on("error", () => {})
    await once(old, "connect")
    // A REQ of ZMTP 2.0 without a routing id; the broker answers in kind.
    old.write(Buffer.from([0xff, 0, 0, 0, 0, 0, 0, 0, 1, 0x7f, 1, 3, 0, 0]))
    const told = await eventually(async () => {
      const { body } = await ask(outer.url, "/api/status")
      const { watched } = body as Status
      return watched !== undefined && watched.opaque.count > 0 ? watched : undefined
    }, "an opaque connection")
    const address = `127.0.0.1:${(old.address() as AddressInfo).port}`
    expect(told).toMatchObject({
      ambiguous: 0,
      opaque: { count: 1, told: [{ side: "frontend", address }] },
    })
    using viewer = view(outer.url)
    const shown = await viewer.find("snapshot")
    expect(shown).toMatchObject({ watched: { ambiguous: 0, opaque: { count: 1 } } })
    old.destroy()
  })

  it("starts where no broker is, and says so in one line", async () => {
    const args = ["attach", "--frontend", "tcp://127.0.0.1:9", "--backend", "tcp://127.0.0.1:9"]
    await using zmqscope = await startZmqscope({ args })
    await eventually(async () => (await notices(zmqscope)).length === 2, "a notice for each port")
    const [first] = await notices(zmqscope)
    expect(first).toMatchObject({ kind: "broker-away" })
    const target = { frontend: "tcp://127.0.0.1:9", backend: "tcp://127.0.0.1:9" }
    expect((await ask(zmqscope.url, "/api/status")).body).toMatchObject({ target })
    expect(first?.text).toContain("No broker answers at tcp://127.0.0.1:9")
    const { body } = await ask(zmqscope.url, "/api/brokers")
    const state = { headline: "No broker", tone: "warn" }
    expect(body).toMatchObject({ brokers: [{ state }] })
    using viewer = view(zmqscope.url)
    expect(await viewer.find("snapshot")).toMatchObject({ trouble: state })
    expect(zmqscope.stderr).toContain("No broker answers at tcp://127.0.0.1:9")
  })

  it("does not attach to itself", async () => {
    const args = [
      "attach",
      "--frontend",
      "tcp://127.0.0.1:7001",
      "--backend",
      "tcp://127.0.0.1:7002",
    ]
    const { code, stderr } = await runZmqscope([...args, "--backend-port", "7002"])
    expect(code).toBe(2)
    expect(stderr).toMatch(
      /^zmqscope: --backend tcp:\/\/127\.0\.0\.1:7002 is where zmqscope itself .*\n$/,
    )
  })
})
