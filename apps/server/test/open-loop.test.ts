import type { Client, OpenBehaviour, Sweep, Theory } from "@zmqscope/protocol"
import { eventually, startZmqscope } from "@zmqscope/testkit"
import { expect, it } from "vitest"
import { ask } from "./ask.js"

const OPEN: OpenBehaviour = {
  arrivals: { process: "poisson", perSecond: 100 },
  sizeBytes: 32,
  timeoutMs: 30_000,
  outstanding: 100,
}

it("shows what an open-loop client measured, from when its requests should have left", async () => {
  await using zmqscope = await startZmqscope({ args: ["--empty"] })
  const { url } = zmqscope
  const client = async () => ((await ask(url, "/api/clients")).body as readonly Client[])[0]
  const json = { count: 1, behaviour: OPEN }
  const spawned = await ask(url, "/api/clients", { method: "POST", json })
  expect(spawned.body).toMatchObject([{ name: "client-1", simulated: true, behaviour: OPEN }])
  // Nobody serves: what is due goes on leaving until so many are on their way.
  await eventually(async () => ((await client())?.intended?.late ?? 0) > 10, "late requests")
  expect(await client()).toMatchObject({ intended: { sent: 100, replied: 0, p99Us: null } })

  const quick = { serviceTime: { distribution: "fixed", ms: 0 }, failure: { mode: "none" } }
  await ask(url, "/api/workers", { method: "POST", json: { count: 1, behaviour: quick } })
  const served = await eventually(async () => {
    const told = await client()
    return (told?.intended?.late === 0 && told.intended.p99Us !== null && told) || undefined
  }, "figures of its own")
  const { intended } = served
  expect(intended?.p50Us).toBeLessThanOrEqual(intended?.p99Us ?? 0)
  expect(intended?.due).toBeGreaterThanOrEqual(110)
  // The stall is the client's whole, what the broker saw is less: it counts from when they came.
  expect(intended?.p99Us).toBeGreaterThan(100_000)
})

it("sweeps load against latency on the workers that are there, and says what theory says of it", async () => {
  await using zmqscope = await startZmqscope({ args: ["--empty"] })
  const { url } = zmqscope
  const serviceTime = { distribution: "exponential", meanMs: 1 }
  const json = { count: 2, behaviour: { serviceTime, failure: { mode: "none" } } }
  await ask(url, "/api/workers", { method: "POST", json })
  await ask(url, "/api/broker", { method: "PATCH", json: { dealing: "idle-first", prefetch: 1 } })
  const order = { perSecond: [20, 40], seconds: 1.5, settleSeconds: 0 }
  const descending = { ...order, perSecond: [40, 20] }
  expect(await ask(url, "/api/sweeps", { method: "POST", json: descending })).toMatchObject({
    status: 400,
    body: { errors: [{ path: "/perSecond/1" }] },
  })
  const begun = await ask(url, "/api/sweeps", { method: "POST", json: order })
  expect(begun).toMatchObject({ status: 202, body: { number: 1, state: "running" } })
  const theory = await eventually(async () => {
    const { body } = await ask(url, "/api/theory")
    const told = body as Theory
    return (told.little !== null && told.waitUs !== null && told) || undefined
  }, "something to say")
  expect(theory).toMatchObject({ applies: true, workers: 2 })
  const sweep = await eventually(async () => {
    const { body } = await ask(url, "/api/sweeps/1")
    const told = body as Sweep
    return told.state === "running" ? undefined : told
  }, "the end of the sweep")
  expect(["done", "saturated"]).toContain(sweep.state)
  expect(sweep.points[0]).toMatchObject({ perSecond: 20 })
  expect(sweep.points[0]?.intendedUs.p99).toBeGreaterThan(0)
  await eventually(async () => {
    const { body } = await ask(url, "/api/clients")
    return Array.isArray(body) && body.length === 0
  }, "its client gone")
})
