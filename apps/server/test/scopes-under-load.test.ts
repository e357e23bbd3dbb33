import { eventually, startPlainProxy, startZmqscope } from "@zmqscope/testkit"
import { expect, it } from "vitest"
import { ask } from "./ask.js"
import { checkedUntil, view } from "./viewer.js"

interface Told {
  readonly children: { readonly broker: { readonly pid: number; readonly restarts: number } }
}

it("misses no record of the others when one of three brokers under load is killed", async () => {
  await using proxy = await startPlainProxy()
  const attach = ["--attach-frontend", proxy.frontend, "--attach-backend", proxy.backend]
  const names = ["orders", "payments", "legacy"]
  const args = names.flatMap((name) => ["--broker", name])
  await using zmqscope = await startZmqscope({ args: [...args, ...attach] })
  const { url } = zmqscope
  const path = (name: string, rest: string) => `/api/brokers/${name}/${rest}`
  const told = async (name: string) => (await ask(url, path(name, "status"))).body as Told
  const brokerOf = async (name: string) => (await told(name)).children.broker
  // A load of its own everybody has but the one that is only watched.
  for (const kind of ["workers", "clients"]) {
    const spawned = await ask(url, path("legacy", kind), { method: "POST", json: { count: 2 } })
    expect(spawned).toMatchObject({ status: 201 })
  }
  using orders = view(url, {}, "orders")
  using payments = view(url, {}, "payments")
  using legacy = view(url, {}, "legacy")
  for (const viewer of [orders, payments, legacy]) {
    await viewer.find("snapshot", ({ totals }) => totals.returned > 20)
  }
  const { run } = await payments.find("hello")

  process.kill((await brokerOf("payments")).pid, "SIGKILL")
  await eventually(async () => {
    const ready = await ask(url, "/readyz")
    if (ready.status !== 503) return false
    expect(ready.body).toMatchObject({
      status: "broker-down",
      brokers: [
        { name: "orders", status: "ok" },
        { name: "payments", status: "broker-down" },
        { name: "legacy", status: "ok" },
      ],
    })
    return true
  }, "the server says which is down")
  const again = await payments.find("hello", (hello) => hello.run !== null && hello.run !== run)
  const place = payments.frames.indexOf(again)
  await payments.find("snapshot", ({ totals }) => totals.returned > 20, place)

  // Each from its first frame, so through the other's death.
  const viewers = [orders, payments, legacy]
  const enough = viewers.map((viewer) => checkedUntil(viewer, ({ compared }) => compared >= 3))
  const after = await Promise.all(enough)
  expect(after).toMatchObject([
    { runs: 1, missed: 0, faults: [] },
    { runs: 2, missed: 0, faults: [] },
    { runs: 1, missed: 0, faults: [] },
  ])
  const restarts = names.map(async (name) => (await brokerOf(name)).restarts)
  expect(await Promise.all(restarts)).toEqual([0, 1, 0])
  expect((await ask(url, "/readyz")).status).toBe(200)
})
