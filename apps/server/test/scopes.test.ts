import { once } from "node:events"
import { createServer } from "node:net"
import type { Brokers } from "@zmqscope/protocol"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { ask } from "./ask.js"
import { ownBroker, type ServedScopes, serveScopes } from "./serve-scopes.js"
import { view } from "./viewer.js"

let served: ServedScopes
beforeAll(async () => {
  served = await serveScopes([ownBroker("orders"), ownBroker("payments")])
}, 60_000)
afterAll(async () => {
  await served[Symbol.asyncDispose]()
})

async function namesOf({ url }: ServedScopes): Promise<string[]> {
  const { brokers } = (await ask(url, "/api/brokers")).body as Brokers
  return brokers.map(({ name }) => name)
}

describe("several brokers of one server", () => {
  it("have peers, figures and a stream each, and the first is meant where none is named", async () => {
    const { url } = served
    using orders = view(url, {}, "orders")
    using payments = view(url, {}, "payments")
    const spawn = { method: "POST", json: { count: 1 } }
    expect(await ask(url, "/api/brokers/payments/workers", spawn)).toMatchObject({ status: 201 })
    expect(await ask(url, "/api/brokers/payments/clients", spawn)).toMatchObject({ status: 201 })
    await payments.find("snapshot", ({ totals }) => totals.returned > 0)
    expect((await ask(url, "/api/workers")).body).toEqual([])
    expect(orders.frames.filter(({ type }) => type === "records")).toEqual([])
    const { endpoints } = (await ask(url, "/api/status")).body as {
      endpoints: { frontend: string }
    }
    expect(await orders.find("hello")).toMatchObject(endpoints)
    expect((await payments.find("hello")).frontend).not.toBe(endpoints.frontend)
  })

  it("come and go while the server runs", async () => {
    const { url, scopes } = served
    const lane = await scopes.add(ownBroker("lane", { settings: settingsOf(3), isInside: true }))
    expect(await namesOf(served)).toEqual(["orders", "payments", "lane"])
    // Whoever watches over the server asked for two.
    const { body: ready } = await ask(url, "/readyz")
    expect(ready).toEqual({
      status: "ok",
      brokers: [
        { name: "orders", status: "ok" },
        { name: "payments", status: "ok" },
      ],
    })
    using viewer = view(url, {}, "lane")
    expect(await viewer.find("hello")).toMatchObject({
      ...lane.endpoints,
      settings: { prefetch: 3 },
    })
    const { pid } = lane.link.broker.status
    const closing = once(viewer.socket, "close")
    await scopes.remove("lane")
    const [code, reason] = await closing
    expect([code, String(reason)]).toEqual([4410, 'the broker "lane" was removed'])
    expect(() => process.kill(pid ?? 0, 0)).toThrow("ESRCH")
    expect(await namesOf(served)).toEqual(["orders", "payments"])
    const gone = await ask(url, "/api/brokers/lane/status")
    expect(gone).toMatchObject({
      status: 404,
      body: { code: "unknown-broker", detail: expect.stringContaining("orders, payments") },
    })
  })

  it("are refused under a name that is taken, and leave nothing of one that cannot start", async () => {
    const { scopes } = served
    await expect(scopes.add(ownBroker("orders"))).rejects.toThrow('named "orders" already')
    await expect(scopes.remove("nobody")).rejects.toThrow('no broker named "nobody"')
    const holder = createServer().listen(0, "127.0.0.1")
    await once(holder, "listening")
    const address = holder.address()
    const frontendPort = typeof address === "object" ? (address?.port ?? 0) : 0
    await expect(scopes.add(ownBroker("late", { frontendPort }))).rejects.toMatchObject({
      failure: { code: "EADDRINUSE" },
    })
    holder.close()
    expect(await namesOf(served)).toEqual(["orders", "payments"])
    await scopes.add(ownBroker("late", { frontendPort }))
    await scopes.remove("late")
  })

  it("start a simulator when somebody needs one", async () => {
    const { url, scopes } = served
    await scopes.add(ownBroker("idle"))
    const status = async () => (await ask(url, "/api/brokers/idle/status")).body
    expect(await status()).toMatchObject({ children: { simulator: { state: "stopped" } } })
    await ask(url, "/api/brokers/idle/workers", { method: "POST", json: { count: 1 } })
    expect(await status()).toMatchObject({ children: { simulator: { state: "up", restarts: 0 } } })
    await scopes.remove("idle")
  })
})

function settingsOf(prefetch: number) {
  return { ...ownBroker("any").settings, prefetch }
}
