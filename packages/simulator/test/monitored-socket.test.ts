import { readdirSync } from "node:fs"
import { eventually } from "@zmqscope/testkit"
import { expect, test } from "vitest"
import { Request } from "zeromq"
import { createMonitored } from "../src/monitored-socket.js"
import { bindRouter } from "./bare-sockets.js"

const SOCKETS = 60

test("sockets closed amid their connecting leave no monitor behind, however many", async () => {
  using router = await bindRouter()
  // What the process opens once for all its sockets is open by now.
  createMonitored(createRequest, () => {}).close()
  const before = openFiles()
  const sockets = Array.from({ length: SOCKETS }, () => createMonitored(createRequest, () => {}))
  expect(openFiles()).toBeGreaterThanOrEqual(before + SOCKETS)
  for (const socket of sockets) {
    socket.connect(router.endpoint)
    socket.close()
  }
  // Closed sockets are freed a little later; each of libzmq's has a file to be woken by.
  await eventually(() => openFiles() <= before, `no more than ${before} open files`)
})

function createRequest(): Request {
  return new Request({ linger: 0 })
}

function openFiles(): number {
  return readdirSync("/dev/fd").length
}
