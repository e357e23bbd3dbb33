import { TrialSum } from "@zmqscope/metrics"
import { EMPTY_TOTALS } from "@zmqscope/protocol"
import { emptySnapshot, idleWorker, quietClient } from "@zmqscope/testkit/samples"
import { expect, test } from "vitest"
import { type PeerGroup, readFigures } from "./reading.js"

const STRETCH = new TrialSum().figures()

function read(over: Parameters<typeof emptySnapshot>[0], groups: Record<string, PeerGroup> = {}) {
  const facts = { snapshot: emptySnapshot(over), groups: new Map(Object.entries(groups)) }
  return readFigures({ ...facts, stretch: STRETCH })
}

test("reads the broker's figures, those of the step in milliseconds", () => {
  const totals = { ...EMPTY_TOTALS, waiting: 7, lost: 2 }
  const stretch = { ...STRETCH, returnedPerSecond: 50, idleWhileQueuedUs: 1_500_000 }
  const reading = readFigures({ snapshot: emptySnapshot({ totals }), stretch, groups: new Map() })
  expect(["waiting", "lost", "rate", "idleWhileQueued"].map((name) => reading.get(name))).toEqual([
    7, 2, 50, 1500,
  ])
  expect(reading.get("p99")).toBeNull()
})

test("reads a group's figures of those that are its own", () => {
  const workers = [
    idleWorker("worker-1", { outstanding: 6, busyShare: 1, oldestUs: 90_000 }),
    idleWorker("worker-2", { outstanding: 1, busyShare: 0.5 }),
    idleWorker("worker-3", { outstanding: 40 }),
  ]
  const reading = read({ workers }, { slow: { kind: "worker", names: ["worker-1", "worker-2"] } })
  expect(reading.get("present of slow")).toBe(2)
  expect(reading.get("outstanding of slow")).toBe(7)
  expect(reading.get("backlog of slow")).toBe(5)
  expect(reading.get("busy of slow")).toBe(75)
  expect(reading.get("oldest of slow")).toBe(90)
})

test("a client is stuck whose request is nowhere, and who asks nothing else", () => {
  const clients = [
    quietClient("client-1", { sent: 3, returned: 2 }),
    quietClient("client-2", { sent: 3, returned: 2, outstanding: 1 }),
    quietClient("client-3", { sent: 3, returned: 3, ratePerSecond: 4 }),
    quietClient("client-4"),
  ]
  const names = clients.map(({ name }) => name)
  expect(read({ clients }, { all: { kind: "client", names } }).get("stuck of all")).toBe(1)
})

test("of a group that has gone nothing is there", () => {
  const reading = read({}, { doomed: { kind: "worker", names: [] } })
  expect([reading.get("present of doomed"), reading.get("busy of doomed")]).toEqual([0, null])
})
