import { once } from "node:events"
import { connect, type Socket } from "node:net"
import { buffer, text } from "node:stream/consumers"
import { startZmqscope, type Zmqscope } from "@zmqscope/testkit"
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest"
import { WebSocket } from "ws"
import { checkedUntil, view } from "./viewer.js"

let zmqscope: Zmqscope
beforeAll(async () => {
  zmqscope = await startZmqscope()
})
afterAll(async () => {
  await zmqscope[Symbol.asyncDispose]()
})

function tapUrl(): string {
  return `${zmqscope.url.replace("http", "ws")}/api/tap`
}

it("streams what a fold needs to equal the broker, in every checkpoint", async () => {
  using viewer = view(zmqscope.url)
  const hello = await viewer.find("hello", ({ run }) => run !== null)
  expect(viewer.frames[0]).toBe(hello)

  // Checkpoints are taken over until every envelope from before the viewer came has gone.
  const check = await checkedUntil(
    viewer,
    ({ compared, records }) => compared >= 3 && records > 100,
  )
  expect(check).toMatchObject({ runs: 1, missed: 0, faults: [] })
})

it("speaks JSON to a tool that offers no subprotocol", async () => {
  const socket = new WebSocket(tapUrl())
  const [first] = await once(socket, "message")
  expect(JSON.parse(String(first))).toMatchObject({ type: "hello", protocol: 1 })
  const types = new Set<string>()
  await new Promise<void>((resolve) => {
    socket.on("message", (data: Buffer, isBinary) => {
      expect(isBinary).toBe(false)
      types.add(JSON.parse(data.toString()).type)
      if (types.has("records") && types.has("snapshot")) resolve()
    })
  })
  socket.terminate()
})

it("refuses unknown subprotocols", async () => {
  const socket = new WebSocket(tapUrl(), ["zmqscope.tap.v9", "mqtt"])
  const [error] = await once(socket, "error")
  expect(String(error)).toContain("400")
})

it("refuses the upgrade of another site's page", async () => {
  const socket = new WebSocket(tapUrl(), { origin: "http://evil.example" })
  const [error] = await once(socket, "error")
  expect(String(error)).toContain("403")
})

it.each([
  ["of another site's page", "/api/tap", { origin: "http://evil.example" }, "403"],
  ["of a wrong host", "/api/tap", { host: "evil.example" }, "403"],
  ["of no URL", "/%zz", {}, "400"],
  ["of no URL and a wrong host", "/%zz", { host: "evil.example" }, "403"],
  ["of a host, and a second one", "/api/tap", { Host: "evil.example" }, "400"],
  ["where there is no WebSocket", "/healthz", {}, "400"],
  ["of the page", "/", {}, "400"],
  ["of an unknown subprotocol", "/api/tap", { "sec-websocket-protocol": "mqtt" }, "400"],
])("closes the connection of an upgrade %s", async (_what, path, headers, status) => {
  const socket = upgrade(path, headers)
  // It ends although this side keeps its own end open.
  expect(await text(socket)).toMatch(new RegExp(`^HTTP/1.1 ${status} .*"code":`, "s"))
})

it.each([
  ["hello"],
  [JSON.stringify({ type: "hello" })],
  [JSON.stringify({ type: "show", show: ["everything"] })],
  [Buffer.from([1, 2, 3])],
])("closes with 1008 and a reason when it is sent %j", async (message) => {
  using viewer = view(zmqscope.url)
  await viewer.find("hello")
  viewer.socket.send(message)
  const [code, reason] = await once(viewer.socket, "close")
  expect([code, String(reason)]).toEqual([1008, expect.stringContaining("nothing else")])
})

it("tells one that says what it shows what changed of that, and checkpoints when it wants them", async () => {
  using viewer = view(zmqscope.url)
  const { clients = [] } = await viewer.find(
    "snapshot",
    (snapshot) => (snapshot.clients?.length ?? 0) > 0,
  )
  viewer.socket.send(JSON.stringify({ type: "show", show: ["clients"] }))
  const changed = await viewer.find("snapshot", (snapshot) => snapshot.changedClients !== undefined)
  const place = viewer.frames.indexOf(changed)
  const names = new Set(clients.map(({ name }) => name))
  expect(changed.clients).toBeUndefined()
  expect(changed.changedClients?.every(({ name }) => names.has(name))).toBe(true)
  // Of two seconds there would be a checkpoint.
  const until = changed.atMs + 2_000
  const later = await viewer.find("snapshot", ({ atMs }) => atMs > until, place)
  const meanwhile = viewer.frames.slice(place, viewer.frames.indexOf(later))
  expect(meanwhile.filter(({ type }) => type === "checkpoint")).toEqual([])
  viewer.socket.send(JSON.stringify({ type: "show", show: ["checkpoints"] }))
  await viewer.find("checkpoint", () => true, place)
})

it("tells a viewer by code what it did wrong, and logs nothing", async () => {
  using viewer = view(zmqscope.url)
  await viewer.find("hello")
  viewer.socket.send(Buffer.alloc(1025))
  expect((await once(viewer.socket, "close"))[0]).toBe(1009)

  const socket = upgrade("/api/tap", {})
  await once(socket, "data")
  // Masked, of a kind that RFC 6455 keeps for later.
  socket.write(Buffer.from([0x83, 0x80, 0, 0, 0, 0]))
  const closing = Buffer.from([0x88, 2, 1002 >> 8, 1002 & 0xff])
  expect((await buffer(socket)).subarray(-closing.length)).toEqual(closing)
  expect(zmqscope.stderr).toBe("")
})

/** Asks for a WebSocket over a connection whose own end stays open, and shows what comes. */
function upgrade(path: string, headers: Readonly<Record<string, string>>): Socket {
  const { hostname: host, port } = new URL(zmqscope.url)
  const socket = connect({ host, port: Number(port), allowHalfOpen: true })
  onTestFinished(() => void socket.destroy())
  const fields = {
    host: `${host}:${port}`,
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA==",
    ...headers,
  }
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.write(`GET ${path} HTTP/1.1\r\n${lines.join("")}\r\n`)
  return socket
}
