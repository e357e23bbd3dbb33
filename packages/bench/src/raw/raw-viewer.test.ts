import { once } from "node:events"
import type { AddressInfo } from "node:net"
import { expect, test } from "vitest"
import { WebSocketServer } from "ws"
import { HEAD_BYTES } from "./frame-reader.js"
import { RawViewer } from "./raw-viewer.js"

test("takes what a server sends, whatever its length, answers it, and goes when it is told to", async () => {
  const server = new WebSocketServer({
    port: 0,
    host: "127.0.0.1",
    handleProtocols: () => "binary",
  })
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  const connected = once(server, "connection")
  const heads: string[] = []
  const viewer = new RawViewer(`http://127.0.0.1:${port}`, "binary", {
    binary: (head) => heads.push(head.toString()),
  })
  await viewer.opened
  const [socket] = await connected
  viewer.send({ type: "show" })
  expect(String((await once(socket, "message"))[0])).toBe('{"type":"show"}')

  const lengths = [0, 5, HEAD_BYTES, 125, 126, 65_535, 65_536, 200_000]
  for (const length of lengths) {
    socket.send(Buffer.alloc(length, "b"))
    socket.send("t".repeat(length))
  }
  socket.ping("who")
  const [pong] = await once(socket, "pong")
  expect(String(pong)).toBe("who")
  expect(heads).toEqual(lengths.map((length) => "b".repeat(Math.min(length, HEAD_BYTES))))

  socket.close(1013, "too slow")
  await viewer.closed
  server.close()
})
