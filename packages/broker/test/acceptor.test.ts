import { once } from "node:events"
import type { Socket } from "node:net"
import { eventually } from "@zmqscope/testkit"
import { expect, onTestFinished, test } from "vitest"
import { Acceptor } from "../src/acceptor.js"
import { connectPlain } from "./zmtp-peer.js"

function acceptorOf({ host = "127.0.0.1", port = 0, maxConnections = 10 } = {}) {
  const accepted: Socket[] = []
  const dropped: string[] = []
  const failures: (string | undefined)[] = []
  const acceptor = new Acceptor(
    { host, port, maxConnections },
    {
      connected: (connection) => accepted.push(connection),
      overLimit: (address) => dropped.push(address),
      failed: ({ code }) => failures.push(code),
    },
  )
  onTestFinished(() => {
    acceptor.close()
    for (const connection of accepted) connection.destroy()
  })
  return { acceptor, accepted, dropped, failures }
}

test("it tells its endpoint once it is bound, and hands over each connection", async () => {
  const { acceptor, accepted } = acceptorOf()
  expect(acceptor.endpoint).toBe("")
  await acceptor.listen()
  expect(acceptor.endpoint).toMatch(/^tcp:\/\/127\.0\.0\.1:\d+$/)
  const peer = await connectPlain(acceptor.endpoint)
  await eventually(() => accepted.length === 1, "a connection")
  expect(accepted[0]?.remotePort).toBe(peer.localPort)
  peer.destroy()
})

test("an address of IPv6 stands in brackets", async () => {
  const { acceptor, accepted } = acceptorOf({ host: "::1" })
  await acceptor.listen()
  expect(acceptor.endpoint).toMatch(/^tcp:\/\/\[::1\]:\d+$/)
  const peer = await connectPlain(acceptor.endpoint)
  await eventually(() => accepted.length === 1, "a connection")
  peer.destroy()
})

test("a port in use is the system's error", async () => {
  const { acceptor } = acceptorOf()
  await acceptor.listen()
  const { port } = new URL(acceptor.endpoint)
  const { acceptor: second } = acceptorOf({ port: Number(port) })
  await expect(second.listen()).rejects.toMatchObject({ code: "EADDRINUSE" })
})

test("one more than there may be is cut and told of with its address; the others stay", async () => {
  const { acceptor, accepted, dropped } = acceptorOf({ maxConnections: 2 })
  await acceptor.listen()
  const peers = [await connectPlain(acceptor.endpoint), await connectPlain(acceptor.endpoint)]
  await eventually(() => accepted.length === 2, "two connections")
  const third = await connectPlain(acceptor.endpoint)
  const address = `127.0.0.1:${third.localPort}`
  if (!third.destroyed) await once(third.resume(), "close")
  expect(dropped).toEqual([address])
  expect(accepted.map(({ destroyed }) => destroyed)).toEqual([false, false])
  for (const peer of peers) peer.destroy()
})

test("a connection that is reset before anybody listens does no harm", async () => {
  const { acceptor, accepted } = acceptorOf()
  await acceptor.listen()
  const peer = await connectPlain(acceptor.endpoint)
  await eventually(() => accepted.length === 1, "a connection")
  accepted[0]?.resume()
  peer.resetAndDestroy()
  await eventually(() => accepted[0]?.destroyed, "the connection's end")
  expect(acceptor.endpoint).not.toBe("")
})

test("closed it takes no more connections, and leaves alone those that stand", async () => {
  const { acceptor, accepted } = acceptorOf()
  await acceptor.listen()
  const { endpoint } = acceptor
  const peer = await connectPlain(endpoint)
  await eventually(() => accepted.length === 1, "a connection")
  acceptor.close()
  await expect(connectPlain(endpoint)).rejects.toMatchObject({ code: "ECONNREFUSED" })
  peer.write("still here")
  const [said] = await once(accepted[0] ?? peer, "data")
  expect(String(said)).toBe("still here")
  peer.destroy()
})
