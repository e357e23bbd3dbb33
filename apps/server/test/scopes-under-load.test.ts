import type { BrokerSummary } from "@zmqscope/protocol"
import { eventually, startPlainProxy, startZmqscope } from "@zmqscope/testkit"
import { expect, it } from "vitest"
import { ask } from "./ask.js"
import { checkedUntil, view } from "./viewer.js"

async function summaries(url: string): Promise<readonly BrokerSummary[]> {
  return ((await ask(url, "/api/brokers")).body as { brokers: BrokerSummary[] }).brokers
}

interface Told {
  readonly children: { readonly broker: { readonly pid: number; readonly restarts: number } }
}

it("misses no record of the others when one of three brokers under load stalls, and is killed", async () => {
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

  // It stalls: the others go on, and of it is said in words that it does.
  process.kill((await brokerOf("payments")).pid, "SIGSTOP")
  const stateOf = async (name: string) =>
    (await summaries(url)).find((row) => row.name === name)?.state
  const stalled = await eventually(async () => {
    const state = await stateOf("payments")
    return state?.headline === "Broker not answering" && state
  }, "the overview says that one does not answer")
  expect(stalled).toMatchObject({
    tone: "warn",
    detail: expect.stringMatching(/^no word from it for \d+ s/),
  })
  for (const [name, viewer] of [
    ["orders", orders],
    ["legacy", legacy],
  ] as const) {
    expect(await stateOf(name)).toMatchObject({ headline: "Flowing" })
    const place = viewer.frames.length
    const { totals } = await viewer.find("snapshot", () => true, place)
    await viewer.find("snapshot", (next) => next.totals.returned > totals.returned, place)
  }
  const resumedAt = payments.frames.length
  process.kill((await brokerOf("payments")).pid, "SIGCONT")
  // One that stayed so for longer than it may, on a slow machine, was started anew instead.
  await payments.find(
    "snapshot",
    ({ silentMs, returnedPerSecond }) => silentMs < 3000 && returnedPerSecond > 0,
    resumedAt,
  )
  await eventually(
    async () => (await stateOf("payments"))?.headline === "Flowing",
    "it flows again",
  )
  const { restarts: restartsBefore } = await brokerOf("payments")

  const killedAt = payments.frames.length
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
  const again = await payments.find("hello", (hello) => hello.run !== null, killedAt)
  const place = payments.frames.indexOf(again)
  await payments.find("snapshot", ({ totals }) => totals.returned > 20, place)

  // Each from its first frame, so through the other's death.
  const viewers = [orders, payments, legacy]
  const enough = viewers.map((viewer) => checkedUntil(viewer, ({ compared }) => compared >= 3))
  const after = await Promise.all(enough)
  expect(after).toMatchObject([
    { runs: 1, missed: 0, faults: [] },
    { runs: restartsBefore + 2, missed: 0, faults: [] },
    { runs: 1, missed: 0, faults: [] },
  ])
  const restarts = names.map(async (name) => (await brokerOf(name)).restarts)
  expect(await Promise.all(restarts)).toEqual([0, restartsBefore + 1, 0])
  expect((await ask(url, "/readyz")).status).toBe(200)
}, 180_000)
