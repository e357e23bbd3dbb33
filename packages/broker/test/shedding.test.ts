import { setTimeout as wait } from "node:timers/promises"
import { conservation } from "@zmqscope/metrics"
import { eventually } from "@zmqscope/testkit"
import { expect, test } from "vitest"
import type { Reply } from "zeromq"
import { BrokerFixture } from "./broker-fixture.js"
import { dealerClient, pipeline, receiveReplies, repWorker } from "./peers.js"

const REQUESTS = 60

/** Takes a while for each request, until its socket is closed. */
async function serveSlowly(worker: Reply): Promise<void> {
  try {
    for await (const body of worker) {
      await wait(3)
      await worker.send(body)
    }
  } catch (error) {
    if (!worker.closed) throw error
  }
}

test("under CoDel what waits too long is shed without a reply, and accounted for; the others are served", async () => {
  const shedding = { mode: "codel", targetMs: 1, intervalMs: 1 } as const
  await using broker = await BrokerFixture.start({
    settings: { dealing: "idle-first", prefetch: 1, shedding },
  })
  const client = dealerClient(broker)
  await pipeline(client, REQUESTS)
  await eventually(() => broker.figures().totals.waiting === REQUESTS, "all waiting")
  void serveSlowly(repWorker(broker))
  const { totals } = await eventually(() => {
    const figures = broker.figures()
    return figures.totals.returned + figures.totals.shed === REQUESTS && figures
  }, "all ended")
  expect(totals.shed).toBeGreaterThan(0)
  expect(totals).toMatchObject({ received: REQUESTS, waiting: 0, inFlight: 0, lost: 0 })
  expect(conservation(totals).balanced).toBe(true)
  const shed = new Set(broker.records("shed").map(({ envelope }) => `body ${envelope - 1}`))
  expect(shed.size).toBe(totals.shed)
  const replies = await receiveReplies(client, totals.returned)
  expect(replies.filter((body) => shed.has(body))).toEqual([])
  // The only one that waits is never shed.
  expect(replies.at(-1)).toBe(`body ${REQUESTS - 1}`)
})

test("under LIFO the newest are served first, and the first are served in the end", async () => {
  const shedding = { mode: "lifo", targetMs: 1 } as const
  await using broker = await BrokerFixture.start({
    settings: { dealing: "idle-first", prefetch: 1, shedding },
  })
  const client = dealerClient(broker)
  await pipeline(client, REQUESTS)
  await eventually(() => broker.figures().totals.waiting === REQUESTS, "all waiting")
  await wait(2)
  void serveSlowly(repWorker(broker))
  const replies = await receiveReplies(client, REQUESTS)
  expect(replies).toEqual(
    Array.from({ length: REQUESTS }, (_, number) => `body ${REQUESTS - 1 - number}`),
  )
  expect(broker.figures().totals).toMatchObject({ returned: REQUESTS, shed: 0 })
})
