import { once } from "node:events"
import { connect } from "node:net"
import type { Client, History, Notice, Worker } from "@zmqscope/protocol"
import {
  eventually,
  greeting,
  message,
  ready,
  spawnPython,
  startZmqscope,
  type Zmqscope,
} from "@zmqscope/testkit"
import { describe, expect, it, onTestFinished } from "vitest"
import { ask } from "./ask.js"
import { view } from "./viewer.js"

async function workers({ url }: Zmqscope): Promise<readonly Worker[]> {
  return (await ask(url, "/api/workers")).body as Worker[]
}

async function clients({ url }: Zmqscope): Promise<readonly Client[]> {
  return (await ask(url, "/api/clients")).body as Client[]
}

async function notices({ url }: Zmqscope): Promise<readonly (Notice & { atMs: number })[]> {
  return (await ask(url, "/api/notices")).body as (Notice & { atMs: number })[]
}

function remove({ url }: Zmqscope, kind: string, name: string) {
  return ask(url, `/api/${kind}/${encodeURIComponent(name)}`, { method: "DELETE" })
}

/** A client from outside that sends one request and stays. */
async function comeAs({ frontend }: Zmqscope, routingId: string): Promise<void> {
  const { hostname, port } = new URL(frontend)
  const socket = connect(Number(port), hostname)
  onTestFinished(() => void socket.destroy())
  socket.on("error", () => {})
  await once(socket, "connect")
  const properties = { "Socket-Type": "DEALER", Identity: routingId }
  const request = message([Buffer.alloc(0), Buffer.from("x")])
  socket.write(Buffer.concat([greeting(), ready(properties), request]))
  socket.resume()
}

describe("who comes from outside under a simulated peer's name", () => {
  it("is shown as external, and what is done to it is done to it", async () => {
    await using zmqscope = await startZmqscope({ args: ["--empty"] })
    await ask(zmqscope.url, "/api/workers", { method: "POST", json: { count: 1 } })
    const simulated = await eventually(
      async () => (await workers(zmqscope)).find(({ state }) => state === "live"),
      "the simulated worker is live",
    )
    await using _stranger = await spawnPython("rep_worker.py", [
      zmqscope.backend,
      "--name",
      "worker-1",
    ])
    const stranger = await eventually(
      async () => (await workers(zmqscope)).find((worker) => !worker.simulated),
      "the stranger is listed",
    )
    expect(stranger.name).toContain("(external)")
    const { workerNames } = (await ask(zmqscope.url, "/api/history")).body as History
    expect(Object.values(workerNames).sort()).toEqual(["worker-1", stranger.name])
    expect((await remove(zmqscope, "workers", stranger.name)).status).toBe(204)
    // It was the stranger that was cut: it comes back by another connection, the other stays.
    const back = await eventually(
      async () =>
        (await workers(zmqscope)).find(
          (worker) => !worker.simulated && worker.address !== stranger.address,
        ),
      "the stranger is back",
    )
    expect(back.name).toContain("(external)")
    expect(await workers(zmqscope)).toContainEqual(
      expect.objectContaining({ name: "worker-1", simulated: true, address: simulated.address }),
    )
    expect((await remove(zmqscope, "workers", "worker-1")).status).toBe(204)
    await eventually(async () => {
      const left = await workers(zmqscope)
      return left.length === 1 && left[0]?.address === back.address
    }, "the simulated worker is gone, and nobody else")
  })

  it("hides in no row of a simulated one, though there are a thousand", async () => {
    await using zmqscope = await startZmqscope({ args: ["--empty"] })
    const pace = { mode: "think", meanMs: 60_000 }
    const behaviour = { pace, sizeBytes: 1, timeoutMs: 600_000, retries: 0 }
    const json = { count: 1, behaviour }
    await ask(zmqscope.url, "/api/clients", { method: "POST", json })
    await eventually(async () => (await clients(zmqscope))[0]?.state === "live", "client-1 is live")
    for (let number = 2; number <= 1001; number += 1) await comeAs(zmqscope, `client-1/${number}`)
    const listed = await eventually(async () => {
      const all = await clients(zmqscope)
      return all.filter(({ simulated, sent }) => !simulated && sent > 0).length === 1000 && all
    }, "the request of each is counted")
    const own = listed.filter(({ simulated }) => simulated)
    expect(own).toMatchObject([{ name: "client-1" }])
    expect(own[0]?.sent).toBeLessThanOrEqual(1)
    expect(listed).toHaveLength(1001)
    expect(new Set(listed.map(({ name }) => name)).size).toBe(1001)
  }, 180_000)
})

const NAMES = {
  ".": "\\x2e",
  "..": "\\x2e\\x2e",
  "team/checkout ?#%": "team/checkout ?#%",
  "gnp\u202e.exe": "gnp\\u202e.exe",
  "ลูกค้า 👩‍👩‍👧": "ลูกค้า 👩‍👩‍👧",
} as const

it("shows workers by names that can be read, and disconnects each by the name that it shows", async () => {
  await using zmqscope = await startZmqscope({ args: ["--empty"] })
  for (const name of Object.keys(NAMES)) {
    const peer = await spawnPython("rep_worker.py", [zmqscope.backend, "--name", name])
    onTestFinished(() => peer[Symbol.asyncDispose]())
  }
  const shown = Object.values(NAMES)
  const all = await eventually(async () => {
    const listed = await workers(zmqscope)
    return listed.length === shown.length && listed
  }, "all are listed")
  expect(all.map(({ name }) => name).sort()).toEqual(shown.toSorted())
  for (const { name, address } of all) {
    expect((await remove(zmqscope, "workers", name)).status).toBe(204)
    await eventually(async () => {
      const again = (await workers(zmqscope)).find((worker) => worker.name === name)
      return again !== undefined && again.address !== address
    }, `${name} was disconnected, and has connected again`)
  }
})

describe("a peer that is refused", () => {
  it("is a notice: in the log, in the API, on the stream, and to whoever comes later", async () => {
    await using zmqscope = await startZmqscope({ args: ["--empty"] })
    using viewer = view(zmqscope.url)
    await viewer.find("hello")
    const { port } = new URL(zmqscope.frontend)
    await fetch(`http://127.0.0.1:${port}/`).catch(() => {})
    const { notice } = await viewer.find("notice")
    expect(notice).toMatchObject({ number: 1, kind: "not-zmtp", side: "frontend", count: 1 })
    expect(notice.address).toMatch(/^127\.0\.0\.1:\d+$/)
    expect(await notices(zmqscope)).toEqual([{ ...notice, atMs: expect.any(Number) }])
    await eventually(() => zmqscope.stderr.includes(notice.advice), "it is in the log")
    expect(zmqscope.stderr).toContain(notice.address)

    await fetch(`http://127.0.0.1:${port}/`).catch(() => {})
    await viewer.find("notice", ({ notice: { number } }) => number === 2)
    expect((await notices(zmqscope)).map(({ number }) => number)).toEqual([2, 1])
    expect((await ask(zmqscope.url, "/api/status")).body).toMatchObject({ notices: 2 })
    using later = view(zmqscope.url)
    await later.find("snapshot")
    expect(later.frames.slice(0, 3)).toMatchObject([
      { type: "hello" },
      { type: "notice", notice: { number: 1 } },
      { type: "notice", notice: { number: 2 } },
    ])
  })
})
