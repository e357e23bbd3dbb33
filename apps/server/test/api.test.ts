import { Brokers } from "@zmqscope/protocol/schemas"
import { eventually, spawnPython, startZmqscope, type Zmqscope } from "@zmqscope/testkit"
import { Ajv } from "ajv"
import { Check } from "typebox/schema"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { ask } from "./ask.js"
import { view } from "./viewer.js"

let zmqscope: Zmqscope
beforeAll(async () => {
  zmqscope = await startZmqscope({ args: ["--empty"] })
})
afterAll(async () => {
  await zmqscope[Symbol.asyncDispose]()
})

const PROBLEM = "application/problem+json; charset=utf-8"

describe("wrong requests", () => {
  it("with a wrong body get 400 with every fault named", async () => {
    const answer = await ask(zmqscope.url, "/api/workers", {
      method: "POST",
      json: { count: 0, colour: "red" },
    })
    expect(answer).toMatchObject({ status: 400, type: PROBLEM, body: { code: "invalid-request" } })
    expect(answer.body).toHaveProperty("errors", [
      { path: "/colour", message: expect.stringContaining("not known") },
      { path: "/count", message: "must be >= 1" },
    ])
  })

  it.each([
    ["POST", "/api/workers", "/behaviour"],
    ["PATCH", "/api/workers/worker-1", ""],
  ])("%s %s with a range upside down gets 400 with its place", async (method, path, place) => {
    const serviceTime = { distribution: "uniform", minMs: 5, maxMs: 2 }
    const behaviour = { serviceTime, failure: { mode: "none" } }
    const json = method === "POST" ? { count: 1, behaviour } : behaviour
    expect(await ask(zmqscope.url, path, { method, json })).toMatchObject({
      status: 400,
      type: PROBLEM,
      body: {
        code: "invalid-request",
        errors: [{ path: `${place}/serviceTime/minMs`, message: "must be <= maxMs" }],
      },
    })
  })

  it.each([
    ["GET", "/api/nothing", undefined, 404, "not-found"],
    ["DELETE", "/api/clients/nobody", undefined, 404, "unknown-peer"],
    ["DELETE", "/api/workers/%3Cscript%3E", undefined, 404, "unknown-peer"],
    ["PATCH", "/api/workers/nobody", { failure: { mode: "none" } }, 404, "unknown-peer"],
    ["PATCH", "/api/broker", {}, 400, "invalid-request"],
    ["GET", "/api/envelopes?limit=0", undefined, 400, "invalid-request"],
    ["GET", "/api/envelopes?limit=1001", undefined, 400, "invalid-request"],
    ["GET", "/api/envelopes?outcome=gone", undefined, 400, "invalid-request"],
    ["GET", "/api/envelopes/999", undefined, 404, "unknown-envelope"],
    ["GET", "/api/history?resolution=7", undefined, 400, "invalid-request"],
    ["DELETE", "/api/workers/%5Cx2e", undefined, 404, "unknown-peer"],
    ["GET", "/api/tap", undefined, 426, "upgrade-required"],
    ["GET", "/api/brokers/nobody/status", undefined, 404, "unknown-broker"],
    ["POST", "/api/brokers/nobody/workers", { count: 1 }, 404, "unknown-broker"],
    ["GET", "/api/brokers/nobody/tap", undefined, 404, "unknown-broker"],
    ["GET", "/api/brokers/main/nothing", undefined, 404, "not-found"],
    ["GET", "/%zz", undefined, 400, "bad-request"],
    ["DELETE", `/api/clients/${"x".repeat(4000)}`, undefined, 414, "bad-request"],
  ])("%s %s with %j gets a problem", async (method, path, json, status, code) => {
    const answer = await ask(zmqscope.url, path, { method, json })
    expect(answer).toMatchObject({ status, type: PROBLEM, body: { status, code } })
  })

  it("over a limit get 422 with the limit", async () => {
    for (const [kind, limit] of [
      ["clients", 200],
      ["workers", 50],
    ] as const) {
      const order = { method: "POST", json: { count: limit + 1 } }
      const answer = await ask(zmqscope.url, `/api/${kind}`, order)
      expect(answer).toMatchObject({ status: 422, body: { code: "over-limit", limit } })
    }
  })

  it("that are not JSON get 415", async () => {
    const headers = { "content-type": "text/plain" }
    const answer = await fetch(`${zmqscope.url}/api/clients`, {
      method: "POST",
      headers,
      body: '{"count":1}',
    })
    expect(answer.status).toBe(415)
  })

  it("of another page get 403", async () => {
    const answer = await ask(zmqscope.url, "/api/status", {
      headers: { origin: "http://evil.example" },
    })
    expect(answer).toMatchObject({ status: 403, body: { code: "forbidden-origin" } })
  })
})

it("spawns, lists, changes and removes simulated peers, and marks it all", async () => {
  const { url } = zmqscope
  const spawned = await ask(url, "/api/workers", { method: "POST", json: { count: 2 } })
  expect(spawned).toMatchObject({ status: 201, body: [{ simulated: true }, { simulated: true }] })
  await eventually(async () => {
    const { body } = await ask(url, "/api/workers")
    return Array.isArray(body) && body.every(({ state }) => state === "live")
  }, "both workers live")

  const failure = { mode: "late", probability: 0.5, extraMs: 10 }
  const changed = await ask(url, "/api/workers/worker-1", { method: "PATCH", json: { failure } })
  expect(changed).toMatchObject({ status: 200, body: { name: "worker-1", behaviour: { failure } } })

  expect((await ask(url, "/api/workers/worker-1", { method: "DELETE" })).status).toBe(204)
  await eventually(async () => {
    const { body } = await ask(url, "/api/workers")
    expect(body).toMatchObject([{ name: "worker-2", simulated: true }])
    return true
  }, "the killed worker is gone")
  const stop = await ask(url, "/api/workers/worker-2?mode=stop", { method: "DELETE" })
  expect(stop.status).toBe(204)
  await eventually(async () => {
    const { body } = await ask(url, "/api/workers")
    return Array.isArray(body) && body.length === 0
  }, "no worker left")
  const { body } = await ask(url, "/api/history")
  expect(body).toMatchObject({
    markers: [{ kind: "spawn" }, { kind: "change" }, { kind: "kill" }, { kind: "stop" }],
  })
})

it("says of a peer that is gone that it is, and of one that never was that there is none", async () => {
  const { url } = zmqscope
  for (const kind of ["clients", "workers"]) {
    const spawned = await ask(url, `/api/${kind}`, { method: "POST", json: { count: 1 } })
    const [{ name }] = spawned.body as [{ name: string }]
    const path = `/api/${kind}/${name}`
    expect((await ask(url, path, { method: "DELETE" })).status).toBe(204)
    for (const method of ["DELETE", "PATCH"]) {
      const change = kind === "clients" ? { sizeBytes: 1 } : { failure: { mode: "none" } }
      const json = method === "PATCH" ? change : undefined
      expect(await ask(url, path, { method, json })).toMatchObject({
        status: 404,
        body: { code: "unknown-peer", detail: expect.stringContaining("is gone") },
      })
    }
    expect(await ask(url, `/api/${kind}/nobody`, { method: "DELETE" })).toMatchObject({
      status: 404,
      body: { detail: expect.stringContaining("No ") },
    })
  }
})

it("has no notices where there is nothing to know", async () => {
  expect(await ask(zmqscope.url, "/api/notices")).toMatchObject({ status: 200, body: [] })
  expect((await ask(zmqscope.url, "/api/status")).body).toMatchObject({ notices: 0 })
})

it("disconnects an external worker", async () => {
  const { url, backend } = zmqscope
  await using _worker = await spawnPython("rep_worker.py", [backend])
  const worker = await eventually(async () => {
    const { body } = await ask(url, "/api/workers")
    return Array.isArray(body) && typeof body[0]?.name === "string" ? body[0] : undefined
  }, "the external worker is listed")
  expect(worker).toMatchObject({ simulated: false, state: "live", behaviour: null })
  const path = `/api/workers/${encodeURIComponent(worker.name)}`
  expect(
    await ask(url, path, { method: "PATCH", json: { failure: { mode: "none" } } }),
  ).toMatchObject({ status: 409, body: { code: "external-peer" } })
  expect((await ask(url, path, { method: "DELETE" })).status).toBe(204)
  // A REP connects again by itself: a new worker.
  await eventually(async () => {
    const { body } = await ask(url, "/api/workers")
    return Array.isArray(body) && body.some(({ index }) => index > worker.index)
  }, "it has connected again")
})

it("spawns nobody under the name of an external worker", async () => {
  await using other = await startZmqscope({ args: ["--empty"] })
  await using _worker = await spawnPython("rep_worker.py", [other.backend, "--name", "worker-1"])
  const order = { method: "POST", json: { count: 1 } }
  await eventually(async () => {
    const { body } = await ask(other.url, "/api/workers")
    expect(body).toMatchObject([{ name: "worker-1", simulated: false }])
    return true
  }, "the external worker is listed")
  const spawned = await ask(other.url, "/api/workers", order)
  expect(spawned).toMatchObject({ status: 201, body: [{ name: "worker-2", simulated: true }] })
})

it("describes itself: every route is in the OpenAPI document", async () => {
  const { body } = await ask(zmqscope.url, "/api/openapi.json")
  expect(body).toMatchObject({
    openapi: "3.1.0",
    paths: {
      "/api/brokers": { get: {} },
      "/api/clients": { get: {}, post: {} },
      "/api/brokers/{broker}/clients": { get: {}, post: {} },
      "/api/brokers/{broker}/workers/{name}": {
        patch: { parameters: [{ name: "broker" }, { name: "name" }] },
      },
      "/api/brokers/{broker}/tap": { get: {} },
      "/api/workers/{name}": { patch: {}, delete: {} },
      "/api/broker": { patch: {} },
      "/api/envelopes": { get: { description: expect.stringContaining("outcome=live") } },
      "/api/envelopes/{number}": { get: {} },
      "/api/history": { get: {} },
      "/api/notices": { get: { description: expect.stringContaining("last 200") } },
    },
  })
})

it("judges what it is asked by schemas that can all be compiled", async () => {
  const { body } = await ask(zmqscope.url, "/api/openapi.json")
  const judging = [...schemasIn(body)]
  expect(judging.length).toBeGreaterThan(50)
  const ajv = new Ajv({ strict: false })
  for (const schema of judging) ajv.compile(schema)
})

/** Those of parameters and bodies; of answers, which are not judged, a document has others. */
function* schemasIn(part: unknown, key = ""): Generator<object> {
  if (typeof part !== "object" || part === null || key === "responses") return
  if (key === "schema") yield part
  else for (const [name, inner] of Object.entries(part)) yield* schemasIn(inner, name)
}

it("tells of every broker in a row, and of each under its name", async () => {
  const { url, frontend, backend } = zmqscope
  const { body } = await ask(url, "/api/brokers")
  expect(body).toMatchObject({
    brokers: [
      {
        name: "main",
        engine: "zmtp",
        endpoints: { frontend, backend },
        state: { headline: "Idle", tone: "quiet" },
        depth: 0,
        oldestUs: null,
      },
    ],
  })
  expect(Check(Brokers, body)).toBe(true)
  const named = await ask(url, "/api/brokers/main/status")
  expect(named).toMatchObject({
    status: 200,
    body: { broker: "main", endpoints: { frontend, backend } },
  })
  using viewer = view(url, {}, "main")
  expect(await viewer.find("hello")).toMatchObject({ frontend, backend })
  const unknown = await ask(url, "/api/brokers/nobody/clients")
  expect(unknown.body).toMatchObject({ detail: expect.stringContaining("there is main.") })
})
