import { connect, type Socket } from "node:net"
import { eventually, startZmqscope } from "@zmqscope/testkit"
import { expect, it, onTestFinished } from "vitest"
import { ask } from "./ask.js"
import { view } from "./viewer.js"

/** Some MB of records before long, and no more than that: it is let go after a while of not reading. */
const CLIENTS = {
  count: 10,
  behaviour: {
    pace: { mode: "think", meanMs: 5 },
    sizeBytes: 1,
    timeoutMs: 600_000,
    retries: 0,
  },
}
const WORKERS = {
  count: 3,
  behaviour: { serviceTime: { distribution: "fixed", ms: 0 }, failure: { mode: "none" } },
}

/** A real viewer of the JSON stream that asks for it and never reads a byte of it. */
function askAndNeverRead(url: string): Socket {
  const { hostname: host, port } = new URL(url)
  const socket = connect({ host, port: Number(port) })
  onTestFinished(() => void socket.destroy())
  socket.on("error", () => {})
  socket.pause()
  const fields = {
    host: `${host}:${port}`,
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==",
  }
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.write(`GET /api/tap HTTP/1.1\r\n${lines.join("")}\r\n`)
  return socket
}

it("lets a viewer go that never reads, and nobody else misses anything", async () => {
  await using zmqscope = await startZmqscope({ args: ["--empty"] })
  const { url } = zmqscope
  await ask(url, "/api/workers", { method: "POST", json: WORKERS })
  await ask(url, "/api/clients", { method: "POST", json: CLIENTS })
  using viewer = view(url)
  await viewer.find("hello")
  const viewers = async () => {
    const { body } = await ask(url, "/api/status")
    return (body as { tap: { viewers: number } }).tap.viewers
  }
  askAndNeverRead(url)
  await eventually(async () => (await viewers()) === 2, "both view")
  const limit = { timeoutMs: 240_000 }
  await eventually(async () => (await viewers()) === 1, "the one that does not read is gone", limit)

  const place = viewer.frames.length
  await viewer.find("checkpoint", undefined, place)
  let sequence: number | undefined
  for (const frame of viewer.frames) {
    expect(frame.type).not.toBe("gap")
    if (frame.type !== "records") continue
    if (sequence !== undefined) expect(frame.firstSequence).toBe(sequence)
    sequence = frame.firstSequence + frame.records.length
  }
  expect(sequence).toBeGreaterThan(1000)
  expect((await ask(url, "/api/status")).body).toMatchObject({
    tap: { missed: 0 },
    foldDiscrepancies: 0,
    children: { broker: { restarts: 0 } },
  })
}, 300_000)
