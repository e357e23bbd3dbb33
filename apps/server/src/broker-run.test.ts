import { EnvelopeBook, History } from "@zmqscope/metrics"
import { type Checkpoint, EMPTY_TOTALS, NO_WORKER, Records } from "@zmqscope/protocol"
import { brokerHello } from "@zmqscope/testkit/samples"
import { expect, it } from "vitest"
import { BrokerRun } from "./broker-run.js"

const HELLO = brokerHello({ epochUnixUs: Date.now() * 1000 })

function startRun() {
  const history = new History()
  return { history, run: new BrokerRun(HELLO, history, new EnvelopeBook(100)) }
}

/** `count` requests that arrive, numbered from `firstSequence` on. */
function arrivals(firstSequence: number, count: number, at = 1) {
  const records = Array.from({ length: count }, (_, offset) => ({
    at,
    envelope: firstSequence + offset + 1,
    client: 1,
    worker: NO_WORKER,
    sizeBytes: 1,
    kind: "received" as const,
    attempt: 0,
    cause: null,
  }))
  return { firstSequence, records: Records.of(records) }
}

function checkpointAt(sequence: number, received: number): Checkpoint {
  const worker = { index: 2, name: "w", socketType: "REP", address: "127.0.0.1:2" }
  return {
    type: "checkpoint",
    sequence,
    at: 2,
    totals: { ...EMPTY_TOTALS, received, waiting: received },
    unseen: 0,
    stale: 0,
    requeued: 0,
    clients: [
      {
        index: 1,
        name: "c",
        routingIdHex: "63",
        simulated: true,
        sent: 0,
        returned: 0,
        undelivered: 0,
      },
    ],
    workers: [{ ...worker, outstanding: 0, served: 0 }],
    settings: HELLO.settings,
  }
}

it("knows from the numbers of records which never came", () => {
  const { run } = startRun()
  expect(run.missedBefore(arrivals(0, 3))).toBe(0)
  run.records(arrivals(0, 3))
  expect(run.sequence).toBe(3)
  expect(run.missedBefore(arrivals(3, 1))).toBe(0)
  expect(run.missedBefore(arrivals(8, 1))).toBe(5)
})

it("takes the broker's figures over after a gap, and holds them against its own without one", () => {
  const { run } = startRun()
  run.records(arrivals(0, 3))
  expect(run.checkpoint(checkpointAt(3, 4))).toMatchObject({
    adopted: false,
    discrepancies: expect.arrayContaining([{ figure: "totals.received", folded: 3, broker: 4 }]),
  })
  expect(run.fold.totals.received).toBe(3)
  run.gap({ missed: 6, sequence: 9 })
  expect(run.sequence).toBe(9)
  expect(run.checkpoint(checkpointAt(9, 9)).adopted).toBe(true)
  expect(run.fold.totals.received).toBe(9)
})

it("remembers who each index was, from events and checkpoints, and after they have left", () => {
  const { run } = startRun()
  const client = { index: 7, name: "client-1/1", routingIdHex: "", simulated: true }
  for (const event of ["joined", "left"] as const) {
    run.client({ type: "client", event, at: 1, client })
  }
  run.checkpoint(checkpointAt(0, 0))
  expect(run.clientNames.get(7)).toEqual({ name: "client-1/1", simulated: true })
  expect(run.clientNames.get(1)).toEqual({ name: "c", simulated: true })
  expect(run.workerNames.get(2)).toEqual({ name: "w" })
  expect(run.workerNames.get(3)).toBeUndefined()
})

it("lets time go on in silence, and puts what its workers did last into the history when it ends", () => {
  const { run, history } = startRun()
  const worker = { index: 0, name: "w", socketType: "REP", address: "127.0.0.1:2" }
  run.worker({ type: "worker", event: "joined", at: run.nowAt, worker })
  run.end()
  expect([...run.fold.workers.keys()]).toEqual([])
  expect(history.workerNames()).toEqual({ 0: "w" })
  const before = run.fold.now
  run.tick()
  expect(run.fold.now).toBeGreaterThanOrEqual(before)
  expect(Math.abs(run.nowUnixMs - Date.now())).toBeLessThan(60_000)
})
