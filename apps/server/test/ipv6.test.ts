import { createServer } from "node:net"
import type { SnapshotMessage } from "@zmqscope/protocol"
import { startZmqscope } from "@zmqscope/testkit"
import { describe, expect, it } from "vitest"
import { ask } from "./ask.js"
import { view } from "./viewer.js"

/** A machine may have been set up without it. */
const hasIPv6 = await new Promise<boolean>((resolve) => {
  const server = createServer()
  server.once("error", () => resolve(false))
  server.listen(0, "::1", () => server.close(() => resolve(true)))
})

const isServed = ({ totals }: SnapshotMessage) => totals.returned > 0

describe.runIf(hasIPv6)("IPv6", () => {
  it("works on ::1: the page, both ports, and the simulator's peers", async () => {
    await using zmqscope = await startZmqscope({ args: ["--host", "::1"] })
    const { url, frontend, backend } = zmqscope
    expect(url).toMatch(/^http:\/\/\[::1\]:\d+$/)
    expect([frontend, backend].every((at) => /^tcp:\/\/\[::1\]:\d+$/.test(at))).toBe(true)
    using viewer = view(url)
    await viewer.find("snapshot", isServed)
    expect((await ask(url, "/")).status).toBe(200)
    const headers = { origin: url }
    expect((await ask(url, "/api/status", { headers })).status).toBe(200)
  })

  it("works on ::, for which the token is needed, and over IPv4 as well", async () => {
    const args = ["--host", "::", "--log-level", "error"]
    await using zmqscope = await startZmqscope({ args })
    const { url, stdout, frontend } = zmqscope
    expect(url).toMatch(/^http:\/\/\[::1\]:\d+$/)
    expect(frontend).toMatch(/^tcp:\/\/\[::\]:\d+$/)
    expect((await ask(url, "/api/status")).status).toBe(401)
    const token = /token=(\w+)$/.exec(stdout[0] ?? "")?.[1]
    const headers = { authorization: `Bearer ${token}` }
    for (const at of [url, url.replace("[::1]", "127.0.0.1")]) {
      expect(await ask(at, "/api/status", { headers })).toMatchObject({ status: 200 })
    }
    using viewer = view(url, headers)
    await viewer.find("snapshot", isServed)
  })
})
