import { eventually } from "@zmqscope/testkit"
import { expect, test } from "vitest"
import { Context, Request } from "zeromq"
import { createMonitored } from "../src/monitored-socket.js"
import { bindRouter } from "./bare-sockets.js"

test("sockets closed amid their connecting leave no monitor behind, however many", async () => {
  using router = await bindRouter()
  const context = new Context({ maxSockets: 30 })
  const create = () => new Request({ context, linger: 0 })
  let created = 0
  while (created < 60) {
    // Closed sockets are freed a little later; one that leaks is not.
    const socket = await eventually(
      () => createMonitored(create, () => {}),
      `room for socket ${created + 1}`,
      { timeoutMs: 20_000 },
    )
    socket.connect(router.endpoint)
    socket.close()
    created += 1
  }
  expect(created).toBe(60)
})
