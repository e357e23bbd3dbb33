import { once } from "node:events"
import { connect, createServer } from "node:net"
import { eventually } from "@zmqscope/testkit"
import { expect, test } from "vitest"
import { bindDealer } from "./bare-sockets.js"
import { startSimulation } from "./simulation.js"

test("a worker tells its name in its READY, as X-Name", async () => {
  using dealer = await bindDealer()
  let seen = ""
  const server = createServer((worker) => {
    const upstream = connect(Number(new URL(dealer.endpoint).port), "127.0.0.1")
    worker.on("data", (chunk) => {
      seen += chunk.toString("latin1")
    })
    for (const socket of [worker, upstream]) socket.on("error", () => socket.destroy())
    worker.pipe(upstream).pipe(worker)
  })
  await once(server.listen(0, "127.0.0.1"), "listening")
  const address = server.address()
  const port = typeof address === "object" && address !== null ? address.port : 0
  try {
    await using simulation = await startSimulation({ backend: `tcp://127.0.0.1:${port}` })
    await simulation.call("spawnWorkers", { count: 1 })
    // ZMTP 3 property: length and name, then a 4-byte length and the value (RFC 23).
    const property = "\x06X-Name\0\0\0\x08worker-1"
    expect(await eventually(() => seen.includes(property), "the property X-Name")).toBe(true)
  } finally {
    server.close()
  }
})
