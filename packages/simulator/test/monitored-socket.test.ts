import { eventually } from "@zmqscope/testkit"
import { expect, test } from "vitest"
import { Context, Request } from "zeromq"
import { createMonitored } from "../src/monitored-socket.js"
import { bindRouter } from "./bare-sockets.js"

test("sockets that are closed leave no monitor behind, however many there were", async () => {
  using router = await bindRouter()
  const context = new Context({ maxSockets: 30 })
  let handshakes = 0
  for (let count = 1; count <= 60; count += 1) {
    // Closed sockets are freed a little later; one that leaks is never freed.
    const socket = await eventually(
      () =>
        createMonitored(
          () => new Request({ context, linger: 0 }),
          (connected) => {
            if (connected) handshakes += 1
          },
        ),
      `room for socket ${count}`,
      { timeoutMs: 20_000 },
    )
    socket.connect(router.endpoint)
    await eventually(() => handshakes === count, `handshake ${count}`)
    socket.close()
  }
  expect(handshakes).toBe(60)
})
