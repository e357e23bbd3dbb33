import { command, eventually, greeting, ready } from "@zmqscope/testkit"
import { expect, onTestFinished, test } from "vitest"
import { HEARTBEAT } from "../../src/libzmq/heartbeat.js"
import { BrokerFixture } from "../broker-fixture.js"
import { dealerClient, dealToBoth, echoWorker } from "../peers.js"
import { connectPlain } from "../zmtp-peer.js"

test("heartbeats find a dead worker within 3 s", () => {
  expect(HEARTBEAT.heartbeatInterval + HEARTBEAT.heartbeatTimeout).toBeLessThan(3000)
})

test("what a worker that goes had in its DEALER's pipe, unseen, is found lost too", async () => {
  await using broker = await BrokerFixture.start()
  const deaf = await connectPlain(broker.backend)
  deaf.write(Buffer.concat([greeting(), ready({ "Socket-Type": "REP", "X-Name": "deaf" })]))
  deaf.pause()
  // Whatever it says is a sign of life: without one it would be found dead.
  const alive = setInterval(() => deaf.write(command("PONG")), 100)
  onTestFinished(() => clearInterval(alive))
  const { index } = await broker.workerNamed("deaf")
  echoWorker(broker, "other")
  await broker.workersJoined(2)
  const client = dealerClient(broker)
  const before = await dealToBoth(broker, client, index)
  const body = Buffer.alloc(200_000)
  for (let number = 0; number < 200; number += 1) await client.send(["", body])
  const handed = before.atIt + before.returned + 200
  await eventually(() => broker.records("handed").length === handed, "all handed")
  for (let reply = 0; reply < 100; reply += 1) await client.receive()
  deaf.destroy()
  await eventually(() => !broker.workers.has(index), "the deaf worker's leave")
  const lostInAll = before.atIt + 100
  const returned = before.returned + 100
  // libzmq may still have the pipe of the one that went: then this is lost with it, too.
  await client.send(["", "later"])
  await eventually(() => broker.records("handed").length === handed + 1, "the last one handed")
  const { totals } = await broker.settled()
  expect([returned, returned + 1]).toContain(totals.returned)
  expect(totals.lost).toBe(lostInAll + 1 - (totals.returned - returned))
  const lost = broker.records("lost")
  const seen = broker.records("dealt").filter((record) => record.worker === index)
  expect(lost.filter((record) => record.worker === index)).toHaveLength(seen.length)
  expect(seen.length).toBeLessThan(lostInAll)
})
