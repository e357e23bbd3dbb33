import { Writable } from "node:stream"
import { DEFAULT_LIMITS, DEFAULT_SETTINGS } from "@zmqscope/broker/options"
import type { Worker } from "@zmqscope/protocol"
import { eventually } from "@zmqscope/testkit"
import { pino } from "pino"
import { afterEach, describe, expect, it } from "vitest"
import { Scope } from "../src/scope.js"

const ENTRY = new URL("children/scripted-broker.js", import.meta.url).href

const running: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of running.splice(0)) await stop()
})

/** A scope whose broker does what `script` says (test/children/scripted-broker.js). */
function follow(script: string, startMs = 60_000) {
  const lines: string[] = []
  const log = pino(
    { level: "info" },
    new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk))
        done()
      },
    }),
  )
  const ports = { frontendPort: 0, backendPort: 0 }
  const options = { host: script, ...ports, seed: 1, settings: DEFAULT_SETTINGS }
  const program = { entry: ENTRY, startMs }
  const named = { name: "scripted", empty: true, limits: DEFAULT_LIMITS }
  const scope = new Scope({ ...named, ...options }, { version: "1", log, program })
  running.push(async () => {
    await scope.stop()
    scope.publisher.close(1001, "the test is over")
  })
  /** What was logged, parsed. */
  const logged = () => lines.map((line): { msg?: string } => JSON.parse(line))
  const { runs, peers, journal } = scope
  return { runs, peers, journal, link: scope.link.broker, logged }
}

describe("a broker that does not start", () => {
  it("is given up when it never answers", async () => {
    const { link } = follow("deaf", 500)
    await expect(link.start()).rejects.toThrow("did not answer within 0.5 s")
    await eventually(() => link.status.pid === null, "its process is ended")
  })

  it("is given up with its own reason", async () => {
    const { link } = follow("busy")
    await expect(link.start()).rejects.toMatchObject({
      failure: { code: "EADDRINUSE", endpoint: "tcp://127.0.0.1:1001" },
    })
  })

  it("is ended when it says that it has started, and nothing else", async () => {
    const { link } = follow("mute")
    await expect(link.start()).rejects.toThrow("before the broker stood")
  }, 120_000)
})

describe("what cannot be understood on the pipe", () => {
  it("is skipped and counted, and what it said is made up for by the next checkpoint", async () => {
    const { runs, link, logged } = follow("garbled")
    await link.start()
    await eventually(() => runs.totals.received === 4, "the checkpoint was taken over")
    expect(runs).toMatchObject({ misheard: 2, missed: 1, foldDiscrepancies: 0 })
    expect(link.status).toMatchObject({ state: "up", restarts: 0 })
    expect(logged().filter(({ msg }) => msg?.includes("not understood"))).toHaveLength(2)
    expect(runs.markers.since(0)).toMatchObject([{ kind: "gap", text: "1 records missed" }])
  })

  it("ends the broker when nobody knows where frames begin, and another is started", async () => {
    const { link } = follow("unframed")
    await link.start()
    await eventually(() => link.status.restarts > 0, "it was started again")
    expect(link.status.lastExit).toMatch(/^it broke its pipe's protocol: /)
  })
})

describe("notices", () => {
  it("are kept over restarts under numbers that grow, and logged once each", async () => {
    const { runs, link, logged } = follow("noticing")
    await link.start()
    await eventually(() => runs.notices.count === 2, "two notices")
    process.kill(link.status.pid ?? 0, "SIGKILL")
    await eventually(() => runs.notices.count === 4, "two more")
    expect(runs.notices.kept.map(({ number }) => number)).toEqual([1, 2, 3, 4])
    const warnings = logged().filter(({ msg }) => msg?.includes("HTTP"))
    expect(warnings).toHaveLength(4)
    expect(warnings[3]).toMatchObject({
      level: 40,
      notice: 4,
      address: "10.0.0.7:999",
      msg: "It speaks HTTP. Open the dashboard's port.",
    })
  })
})

describe("settings", () => {
  it("go forward only, though the answer to a change overtakes what was said before", async () => {
    const { runs, link } = follow("well")
    await link.start()
    const seen: number[] = []
    const watch = setInterval(() => seen.push(runs.settings.prefetch), 1)
    const settings = await link.call("configure", { prefetch: 7 })
    await runs.settingsTold(settings)
    clearInterval(watch)
    expect(runs.settings.prefetch).toBe(7)
    expect(seen).toEqual(seen.toSorted((one, other) => one - other))
  })

  it("are those that were in force when a broker starts again", async () => {
    const { runs, link } = follow("well")
    await link.start()
    link.keepSettings({ ...DEFAULT_SETTINGS, prefetch: 9 })
    process.kill(link.status.pid ?? 0, "SIGKILL")
    await eventually(() => runs.settings.prefetch === 9, "the new broker's settings")
    expect(link.status.restarts).toBe(1)
  })
})

describe("a drain", () => {
  it("holds for no other worker that a gap gave its index", async () => {
    const { peers, link } = follow("forgetful")
    await link.start()
    const only = async (): Promise<Worker> =>
      eventually(() => peers.workers[0], "a worker is there")
    peers.drains.begin(await only())
    expect(await only()).toMatchObject({ index: 3, address: "10.0.0.1:1", state: "draining" })
    await link.call("disconnectWorker", { index: 3 })
    await eventually(() => peers.workers[0]?.address === "10.0.0.2:2", "another worker")
    expect(await only()).toMatchObject({ index: 3, state: "live" })
  })
})

describe("while the broker is down", () => {
  it("its log says why it cannot start again, once, however often that is tried", async () => {
    const { journal, link, logged } = follow("robbed")
    await link.start()
    process.kill(link.status.pid ?? 0, "SIGKILL")
    await eventually(() => link.status.restarts === 3, "it was tried twice, and is a third time")
    const faults = [...journal.events.latestFirst()].filter(({ kind }) => kind === "fault")
    expect(faults.map(({ text }) => text)).toEqual([
      "The broker could not start again (in use): it is tried until it can, so mend what keeps it from that.",
    ])
    expect(link.status.lastExit).toBe("in use")
    expect(logged().at(-1)?.msg).toBe("the broker ended (in use); it restarts in 1000 ms")
  })

  it("calls are refused at once, and those under way end with it", async () => {
    const { runs, link } = follow("well")
    await expect(link.call("configure", {})).rejects.toMatchObject({ code: "gone" })
    await link.start()
    const { pid } = link.status
    process.kill(pid ?? 0, "SIGSTOP")
    const asked = link.call("frames", { envelope: 1 }).catch((error: unknown) => error)
    process.kill(pid ?? 0, "SIGKILL")
    await eventually(() => runs.current === undefined, "it is down")
    expect(link.isUp).toBe(false)
    await expect(link.call("configure", {})).rejects.toMatchObject({ code: "gone" })
    expect(await asked).toMatchObject({ code: "gone", message: expect.stringContaining("SIGKILL") })
  })
})
