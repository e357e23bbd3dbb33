import { EnvelopeBook, History } from "@zmqscope/metrics"
import { CallError, type Client, type EnvelopeRecord, NO_WORKER, Records } from "@zmqscope/protocol"
import { brokerHello } from "@zmqscope/testkit/samples"
import { expect, it } from "vitest"
import { Auditor } from "./auditor.js"
import { BrokerRun } from "./broker-run.js"
import { externalClient } from "./peer-rows.js"

const HELLO = brokerHello({ epochUnixUs: Date.now() * 1000 })

/** An auditor of one simulated client, of which either side says what the test lets it say. */
function audit() {
  const run = new BrokerRun(HELLO, new History(), new EnvelopeBook(100))
  const broker = { sent: 0, returned: 0 }
  const client = { sent: 0, replied: 0, gaveUp: 0 }
  let hasSimulator = true
  const told: object[] = []
  const row = (): Client => {
    const identity = { index: 1, name: "client-1/1", routingIdHex: "" }
    const figures = { ...broker, outstanding: 0, ratePerSecond: 0, roundTripUs: null }
    const seen = { ...figures, identity, oldestReceivedAt: null, lostAt: null }
    const listed = externalClient(seen, "client-1", { now: 0, isHeldBack: () => false })
    return { ...listed, simulated: true }
  }
  const auditor = new Auditor({
    counts: async () => {
      if (!hasSimulator) throw new CallError("gone", "it restarts")
      return [{ name: "client-1", ...client }]
    },
    clients: () => [row()],
    log: { error: (found: object) => told.push(found) },
  })
  /** The checkpoint at which it asks, and the one at which it has the answer's other side. */
  const second = async () => {
    for (let times = 0; times < 2; times += 1) {
      auditor.checkpoint(run, run.nowAt + 1_000_000, [])
      await Promise.resolve()
      await Promise.resolve()
    }
    return auditor.faults
  }
  return {
    run,
    broker,
    client,
    auditor,
    told,
    second,
    endSimulator: () => {
      hasSimulator = false
    },
  }
}

function received(envelope: number): EnvelopeRecord {
  const [at, client, sizeBytes] = [envelope, 1, 1]
  return {
    at,
    envelope,
    client,
    worker: NO_WORKER,
    sizeBytes,
    kind: "received",
    attempt: 0,
    cause: null,
  }
}

it("finds nothing while both sides agree", async () => {
  const { broker, client, second, told } = audit()
  for (let done = 0; done < 5; done += 1) {
    Object.assign(broker, { sent: done * 100, returned: done * 100 })
    Object.assign(client, { sent: done * 100, replied: done * 100 })
    expect(await second()).toEqual([])
  }
  expect(told).toEqual([])
})

it("finds what the broker says and no client did, and says it once in the log", async () => {
  const { broker, client, second, told } = audit()
  await second()
  Object.assign(broker, { sent: 150, returned: 100 })
  Object.assign(client, { sent: 100, replied: 100 })
  const faults = ["client-1 sent 100 requests, and 150 are said to be received."]
  expect(await second()).toEqual(faults)
  expect(await second()).toEqual(faults)
  expect(told).toEqual([{ faults }])
})

it("finds an envelope that the totals know and nobody can follow", async () => {
  const { run, second } = audit()
  run.records({ firstSequence: 0, records: Records.of([received(1), received(2)]) })
  expect(await second()).toEqual([])
  run.fold.totals.waiting -= 1
  expect(await second()).toEqual([
    "2 envelopes have not ended, but 1 are said to wait and 0 to be in flight.",
  ])
  run.fold.gap(1)
  expect(await second()).toEqual([])
})

it("begins anew where what was counted before no longer goes together", async () => {
  const { broker, client, auditor, second } = audit()
  Object.assign(broker, { sent: 10, returned: 10 })
  Object.assign(client, { sent: 10, replied: 10 })
  await second()
  Object.assign(broker, { sent: 0, returned: 0 })
  Object.assign(client, { sent: 500, replied: 500 })
  expect(await second()).not.toEqual([])
  auditor.begin()
  expect(auditor.faults).toEqual([])
  expect(await second()).toEqual([])
})

it("says nothing of clients while there is no simulator to ask", async () => {
  const { broker, second, endSimulator } = audit()
  await second()
  endSimulator()
  broker.sent = 1000
  expect(await second()).toEqual([])
})
