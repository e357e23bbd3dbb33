import type { History, Worker } from "@zmqscope/protocol"
import { eventually, spawnPython, startZmqscope, type Zmqscope } from "@zmqscope/testkit"
import { describe, expect, it } from "vitest"
import { ask } from "./ask.js"

const CLIENTS = {
  count: 4,
  behaviour: {
    pace: { mode: "think", meanMs: 1 },
    sizeBytes: 8,
    timeoutMs: 600_000,
    retries: 0,
  },
}

function workersTaking(ms: number, count = 1) {
  return {
    count,
    behaviour: { serviceTime: { distribution: "fixed", ms }, failure: { mode: "none" } },
  }
}

async function post(zmqscope: Zmqscope, path: string, json: unknown): Promise<void> {
  expect(await ask(zmqscope.url, path, { method: "POST", json })).toMatchObject({ status: 201 })
}

function patch(zmqscope: Zmqscope, json: unknown) {
  return ask(zmqscope.url, "/api/broker", { method: "PATCH", json })
}

function drain(zmqscope: Zmqscope, name: string) {
  const path = `/api/workers/${encodeURIComponent(name)}?mode=drain`
  return ask(zmqscope.url, path, { method: "DELETE" })
}

async function workers(zmqscope: Zmqscope): Promise<readonly Worker[]> {
  return (await ask(zmqscope.url, "/api/workers")).body as Worker[]
}

/** Waits for a worker that fits, and gives it. */
function worker(zmqscope: Zmqscope, what: string, fits: (worker: Worker) => boolean) {
  return eventually(async () => (await workers(zmqscope)).find(fits), what)
}

async function markers(zmqscope: Zmqscope): Promise<readonly string[]> {
  const { markers: all } = (await ask(zmqscope.url, "/api/history")).body as History
  return all.map(({ kind, text }) => `${kind}: ${text}`)
}

async function totals(zmqscope: Zmqscope): Promise<unknown> {
  const { body } = await ask(zmqscope.url, "/api/status")
  return (body as { totals: unknown }).totals
}

it("deals by the weights that simulated workers announce, which do not change while they run", async () => {
  await using zmqscope = await startZmqscope({ args: ["--empty"] })
  await patch(zmqscope, { dealing: "weighted", prefetch: 100 })
  const { behaviour } = workersTaking(1)
  await post(zmqscope, "/api/workers", { count: 1, behaviour: { ...behaviour, weight: 3 } })
  await post(zmqscope, "/api/workers", { count: 1, behaviour })
  await eventually(async () => (await workers(zmqscope)).length === 2, "both workers")
  await post(zmqscope, "/api/clients", CLIENTS)
  const served = await eventually(async () => {
    const [heavy, light] = (await workers(zmqscope)).map((one) => one.served)
    return light !== undefined && heavy !== undefined && light >= 50 && { heavy, light }
  }, "some replies of both")
  expect(served.heavy / served.light).toBeGreaterThan(2.5)
  expect(served.heavy / served.light).toBeLessThan(3.5)
  const path = "/api/workers/worker-1"
  const changed = await ask(zmqscope.url, path, { method: "PATCH", json: { weight: 2 } })
  expect(changed).toMatchObject({ status: 400 })
})

describe("switching", () => {
  it("answers with all settings in force, and marks what changed by its name", async () => {
    await using zmqscope = await startZmqscope({ args: ["--empty"] })
    expect(await patch(zmqscope, { dealing: "idle-first", prefetch: 3 })).toMatchObject({
      status: 200,
      body: { dealing: "idle-first", prefetch: 3, onWorkerLoss: "lose", paused: false },
    })
    await patch(zmqscope, { dealing: "idle-first", onWorkerLoss: "requeue" })
    await patch(zmqscope, { dropAbandoned: true, paused: true })
    await patch(zmqscope, { dropAbandoned: true })
    expect((await ask(zmqscope.url, "/api/status")).body).toMatchObject({
      settings: {
        dealing: "idle-first",
        prefetch: 3,
        onWorkerLoss: "requeue",
        dropAbandoned: true,
        paused: true,
      },
    })
    expect(await markers(zmqscope)).toEqual([
      "switch: dealing: idle-first, prefetch: 3",
      "switch: worker loss: requeue",
      "pause: dealing paused",
      "switch: abandoned: dropped",
    ])
  })

  it("refuses what cannot be set, with every fault, and changes nothing", async () => {
    await using zmqscope = await startZmqscope({ args: ["--empty"] })
    const wrong = { dealing: "fair", prefetch: 1001, onWorkerLoss: "retry", dropAbandoned: 1 }
    const { status, body } = await patch(zmqscope, { ...wrong, paused: true })
    expect(status).toBe(400)
    const { errors } = body as { errors: readonly { path: string }[] }
    expect(errors.map(({ path }) => path).sort()).toEqual(
      Object.keys(wrong)
        .map((name) => `/${name}`)
        .sort(),
    )
    expect((await ask(zmqscope.url, "/api/status")).body).toMatchObject({
      settings: { dealing: "dealer", paused: false },
    })
    expect(await markers(zmqscope)).toEqual([])
  })
})

describe("draining", () => {
  it("is refused at once where libzmq deals, with the reason", async () => {
    await using zmqscope = await startZmqscope({ args: ["--empty", "--engine", "libzmq"] })
    expect((await ask(zmqscope.url, "/api/status")).body).toMatchObject({ engine: "libzmq" })
    await post(zmqscope, "/api/workers", workersTaking(1))
    const { name } = await worker(zmqscope, "a live worker", ({ state }) => state === "live")
    expect(await drain(zmqscope, name)).toMatchObject({
      status: 409,
      body: { code: "cannot-drain", detail: expect.stringContaining("libzmq") },
    })
    expect(await workers(zmqscope)).toMatchObject([{ state: "live" }])
  })

  it("lets a simulated worker finish what it has, and stops it", async () => {
    await using zmqscope = await startZmqscope({ args: ["--empty"] })
    await patch(zmqscope, { dealing: "round-robin", prefetch: 4 })
    await post(zmqscope, "/api/workers", workersTaking(300, 2))
    await post(zmqscope, "/api/clients", CLIENTS)
    const { name } = await worker(zmqscope, "a busy worker", ({ outstanding }) => outstanding > 1)

    expect(await drain(zmqscope, name)).toMatchObject({
      status: 202,
      body: { name, state: "draining" },
    })
    expect(await drain(zmqscope, name)).toMatchObject({ status: 202 })

    await eventually(async () => {
      const listed = await workers(zmqscope)
      return listed.length === 1 && listed[0]?.name !== name
    }, "the drained worker is gone")
    expect(await totals(zmqscope)).toMatchObject({ lost: 0 })
    const told = (await markers(zmqscope)).filter((text) => text.includes(name))
    expect(told).toEqual([`stop: ${name} drains`, `stop: ${name} drained and stopped`])
  }, 120_000)

  it.each(["dealer", "round-robin"])(
    "leaves an external worker connected, with nothing more dealt to it by %s",
    async (dealing) => {
      await using zmqscope = await startZmqscope({ args: ["--empty"] })
      await patch(zmqscope, { dealing })
      await using _external = await spawnPython("rep_worker.py", [zmqscope.backend])
      await post(zmqscope, "/api/clients", CLIENTS)
      const { name } = await worker(
        zmqscope,
        "an external worker that serves",
        ({ simulated, served }) => !simulated && served > 0,
      )
      await post(zmqscope, "/api/workers", workersTaking(1))

      expect(await drain(zmqscope, name)).toMatchObject({ status: 202, body: { name } })

      const drained = await worker(
        zmqscope,
        "the external worker is drained",
        (one) => one.name === name && one.state === "drained",
      )
      const onceOthersServed = async (more: number) => {
        const { served } = await worker(zmqscope, "another one", ({ simulated }) => simulated)
        await worker(
          zmqscope,
          "the other one serves on",
          (one) => one.simulated && one.served > served + more,
        )
        return (await workers(zmqscope)).find((one) => one.name === name)
      }
      // That it is drained may be known before the last of what it served is folded.
      const before = await onceOthersServed(20)
      const after = await onceOthersServed(50)
      expect(after).toMatchObject({ state: "drained", outstanding: 0, index: drained.index })
      expect(after?.served).toBe(before?.served)
      expect(await totals(zmqscope)).toMatchObject({ lost: 0 })
    },
    120_000,
  )

  it("is over for a worker that connects again", async () => {
    await using zmqscope = await startZmqscope({ args: ["--empty"] })
    await patch(zmqscope, { dealing: "round-robin" })
    await using _external = await spawnPython("rep_worker.py", [zmqscope.backend])
    const { name, index } = await worker(zmqscope, "an external worker", () => true)
    await drain(zmqscope, name)
    await worker(zmqscope, "it is drained", ({ state }) => state === "drained")

    const path = `/api/workers/${encodeURIComponent(name)}`
    expect((await ask(zmqscope.url, path, { method: "DELETE" })).status).toBe(204)

    const back = await worker(zmqscope, "it is back", (one) => one.index > index)
    expect(back).toMatchObject({ simulated: false, state: "live" })
  }, 120_000)
})
