import { spawnPython, startPlainProxy } from "@zmqscope/testkit"
import { describe, expect, test } from "vitest"
import { BrokerFixture } from "../broker-fixture.js"
import { ask, echoWorker, reqClient } from "../peers.js"
import { attach, attachToPython, targetAt } from "./attached.js"

const ENDED_WELL = { code: 0, signal: null, stderr: "" }

test("the guide's loop, client and worker in Python: each envelope with its way, peers and sizes", async () => {
  await using attached = await attachToPython("loop")
  const { broker } = attached
  await using worker = await spawnPython("rep_worker.py", [broker.backend, "--echo"])
  const [joined] = await broker.workersJoined(1)
  expect(joined?.socketType).toBe("REP")
  await using client = await spawnPython("req_client.py", [broker.frontend])
  expect(await client.exited).toEqual(ENDED_WELL)
  const { totals, workers, ambiguous } = await broker.settled()
  expect(totals).toMatchObject({ received: 10, returned: 10 })
  expect(workers).toMatchObject([{ served: 10, outstanding: 0 }])
  expect(ambiguous).toBe(0)
  expect(worker.lines.filter(({ event }) => event === "request")).toHaveLength(10)
  const first = broker.records().filter(({ envelope }) => envelope === 1)
  expect(first.map(({ kind }) => kind)).toEqual(["received", "dealt", "replied", "returned"])
  for (const record of first) expect(record).toMatchObject({ client: 0, sizeBytes: 5, attempt: 0 })
})

describe("bytes are the same on both ends:", () => {
  test.each([
    { name: "frames that are empty", args: ["--frames", "5,0,7,0"] },
    { name: "bodies of 10 MB", args: ["--frames", "10000000", "--count", 3] },
    { name: "a hundred frames", args: ["--frames", Array(100).fill(300).join(",")] },
    { name: "REQ_CORRELATE", args: ["--frames", "9", "--correlate"] },
    { name: "REQ_CORRELATE and REQ_RELAXED", args: ["--frames", "9", "--correlate", "--relaxed"] },
  ])("$name", async ({ args }) => {
    await using attached = await attachToPython("proxy")
    const { broker } = attached
    await using _worker = await spawnPython("rep_worker.py", [broker.backend, "--echo"])
    await using one = await spawnPython("req_client.py", [broker.frontend, ...args])
    const named = [broker.frontend, ...args, "--routing-id", "me"]
    await using two = await spawnPython("req_client.py", named)
    expect([await one.exited, await two.exited]).toEqual([ENDED_WELL, ENDED_WELL])
    const { totals, ambiguous } = await broker.settled()
    expect(totals.returned).toBe(totals.received)
    expect(ambiguous).toBe(0)
    const steps = broker.records().map(({ kind }) => kind)
    expect(steps.filter((kind) => kind === "dealt")).toHaveLength(totals.received)
  })
})

test("a DEALER that pipelines is paired by its request ids", async () => {
  await using attached = await attachToPython("proxy")
  const { broker } = attached
  await using _first = await spawnPython("rep_worker.py", [broker.backend, "--echo"])
  await using _second = await spawnPython("rep_worker.py", [broker.backend, "--echo"])
  await broker.workersJoined(2)
  await using client = await spawnPython("dealer_client.py", [broker.frontend])
  expect(await client.exited).toEqual(ENDED_WELL)
  const { totals, workers, ambiguous } = await broker.settled()
  expect(totals).toMatchObject({ received: 100, returned: 100 })
  expect(workers.map(({ served }) => served)).toEqual([50, 50])
  expect(ambiguous).toBe(0)
})

test("zeromq.js's proxy", async () => {
  await using proxy = await startPlainProxy()
  await using broker = await attach(targetAt(proxy.frontend, proxy.backend))
  echoWorker(broker, "echo")
  const client = reqClient(broker, "asker")
  expect((await ask(client, "Hello", "you")).map(String)).toEqual(["Hello", "you"])
  await broker.settled()
  expect([...broker.clients.values()].map(({ name }) => name)).toEqual(["asker"])
  const frames = ["asker", "", "Hello", "you"].map((text) => ({
    sizeBytes: text.length,
    headBase64: Buffer.from(text).toString("base64"),
  }))
  expect(broker.broker.frames(1)).toEqual({
    request: frames,
    requestFrames: 4,
    reply: frames,
    replyFrames: 4,
  })
})

test("zmqscope itself: the outer scope and the inner one tell the same", async () => {
  await using inner = await BrokerFixture.start()
  await using outer = await attach(targetAt(inner.frontend, inner.backend))
  for (const name of ["one", "two", "three"]) echoWorker(outer, name)
  await inner.workersJoined(3)
  const clients = Array.from({ length: 8 }, () => reqClient(outer))
  await Promise.all(
    clients.map(async (client) => {
      for (let turn = 0; turn < 25; turn += 1) await ask(client, "Hello")
    }),
  )
  const [outside, inside] = [await outer.settled(), await inner.settled()]
  expect(outside.totals).toEqual(inside.totals)
  expect(outside.totals).toMatchObject({ received: 200, returned: 200 })
  expect(servings(outer)).toEqual(servings(inner))
  expect(outside.ambiguous).toBe(0)
})

/** Of each client by its routing id, the workers of its envelopes in their order. */
function servings(broker: BrokerFixture): Record<string, string[]> {
  const clients = new Map([...broker.clients.values()].map((one) => [one.index, one.routingIdHex]))
  const workers = new Map([...broker.workers.values()].map((one) => [one.index, one.name]))
  const served = new Map<string, string[]>()
  for (const { client, worker } of broker.records("replied")) {
    const id = clients.get(client) ?? ""
    served.set(id, [...(served.get(id) ?? []), workers.get(worker) ?? ""])
  }
  return Object.fromEntries(served)
}
