import { eventually, startPlainProxy } from "@zmqscope/testkit"
import { pino } from "pino"
import { describe, expect, it, onTestFinished } from "vitest"
import { Roster } from "../src/roster.js"
import { SimulatorLink } from "../src/simulator-link.js"

const FAST = {
  pace: { mode: "think", meanMs: 1 },
  sizeBytes: 1,
  timeoutMs: 60_000,
  retries: 0,
} as const
const CRASHING = {
  serviceTime: { distribution: "fixed", ms: 1 },
  failure: { mode: "crash", afterRequests: 2 },
} as const

/** The real simulator before a plain proxy, and all that it told its listener. */
async function startLink() {
  const proxy = await startPlainProxy()
  const told: string[] = []
  const roster = new Roster()
  const listener = {
    simulatedPeerCrashed: (kind: string, name: string) => told.push(`${kind} ${name} crashed`),
    namesOf: () => ["worker-1"],
    simulatorRestarted: () => told.push("restarted"),
  }
  const link = new SimulatorLink(roster, listener, pino({ level: "silent" }))
  onTestFinished(async () => {
    await link.stop()
    await proxy[Symbol.asyncDispose]()
  })
  const { frontend, backend } = proxy
  link.prepare({ frontend, backend, seed: 1, token: "00" })
  return { link, roster, told }
}

function isLive({ state }: { readonly state: string }): boolean {
  return state === "live"
}

describe("the simulator", () => {
  it("spawns under names that nobody has, and is known by its roster", async () => {
    const { link, roster } = await startLink()
    const [worker] = await link.spawnWorkers(1)
    expect(worker?.name).toBe("worker-2")
    await link.spawnClients(2, FAST)
    await eventually(() => [...roster.clients.values()].filter(isLive).length === 2, "two clients")
    expect(link.room("client")).toBe(198)
    await link.changeClient("client-2", { sizeBytes: 9 })
    await eventually(() => roster.clients.get("client-2")?.behaviour.sizeBytes === 9, "a change")
    await link.remove("client", "client-2", "kill")
    await eventually(() => roster.clients.size === 1, "one has gone")
    await expect(link.remove("client", "client-2", "kill")).rejects.toMatchObject({
      code: "unknown-peer",
    })
  })

  it("tells what its clients counted", async () => {
    const { link } = await startLink()
    await link.spawnWorkers(1, { ...CRASHING, failure: { mode: "none" } })
    await link.spawnClients(1, FAST)
    const [counts] = await eventually(async () => {
      const all = await link.counts()
      return (all[0]?.replied ?? 0) > 20 && all
    }, "replies are counted")
    const { name, sent, replied, gaveUp } = counts ?? expect.fail()
    expect({ name, gaveUp }).toEqual({ name: "client-1", gaveUp: 0 })
    expect([replied, replied + 1]).toContain(sent)
  })

  it("tells of a peer that crashed, and of none that was killed", async () => {
    const { link, told, roster } = await startLink()
    await link.spawnWorkers(1, CRASHING)
    await link.spawnClients(1, FAST)
    await eventually(() => told.length > 0, "a crash")
    await link.remove("client", "client-1", "kill")
    await eventually(() => roster.clients.size === 0, "the client has gone")
    expect(told).toEqual(["worker worker-2 crashed"])
    expect(roster.workers.size).toBe(0)
  })

  it("is brought back with its peers when its process dies, which nobody can be asked meanwhile", async () => {
    const { link, roster, told } = await startLink()
    await link.spawnClients(2, FAST)
    await link.changeClient("client-2", { sizeBytes: 77 })
    process.kill(link.status.pid ?? 0, "SIGKILL")
    await eventually(() => link.status.state === "restarting", "it is down")
    await expect(link.counts()).rejects.toMatchObject({ code: "gone" })
    expect([...roster.clients.values()].map(({ state }) => state)).toEqual([
      "connecting",
      "connecting",
    ])
    await eventually(() => told.includes("restarted"), "it is back")
    expect(roster.clients.get("client-2")?.behaviour.sizeBytes).toBe(77)
    expect((await link.counts()).map(({ name }) => name)).toEqual(["client-1", "client-2"])
  })

  it("is ended and brought back when it hangs", async () => {
    const { link, told } = await startLink()
    await link.spawnClients(1, FAST)
    process.kill(link.status.pid ?? 0, "SIGSTOP")
    await expect(link.counts()).rejects.toMatchObject({ code: "timeout" })
    await eventually(() => told.includes("restarted"), "it is back")
    expect(link.status.lastExit).toMatch(/^it hangs, and is ended: /)
    expect((await link.counts()).map(({ name }) => name)).toEqual(["client-1"])
  })
})
