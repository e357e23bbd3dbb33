import { EMPTY_TOTALS, type SnapshotMessage } from "@zmqscope/protocol"
import { expect, it } from "vitest"
import { quietClient } from "../test-peers.js"
import { mergeSnapshot } from "./merge-snapshot.js"

function told(lists: Partial<SnapshotMessage>): SnapshotMessage {
  return {
    type: "snapshot",
    sequence: 0,
    atMs: 0,
    totals: EMPTY_TOTALS,
    unseen: 0,
    stale: 0,
    requeued: 0,
    receivedPerSecond: 0,
    returnedPerSecond: 0,
    roundTripUs: { p50: null, p95: null, p99: null },
    knownAt: 0,
    silentMs: 0,
    faults: [],
    missed: 0,
    settings: {
      paused: false,
      dealing: "dealer",
      prefetch: 1,
      onWorkerLoss: "lose",
      dropAbandoned: false,
      shedding: { mode: "none" },
    },
    steps: [],
    ...lists,
  }
}

const [one, two, three] = [quietClient("one"), quietClient("two"), quietClient("three")]

it("puts each client that changed in the place of the one before, and leaves the others", () => {
  const before = mergeSnapshot(null, told({ clients: [one, two, three], workers: [] }))
  const changed = { ...two, sent: two.sent + 1 }
  const after = mergeSnapshot(before, told({ changedClients: [changed] }))
  expect(after.clients).toEqual([one, changed, three])
  expect(after.clients[0]).toBe(before.clients[0])
  expect(mergeSnapshot(after, told({})).clients).toBe(after.clients)
  expect(mergeSnapshot(after, told({ clients: [three] })).clients).toEqual([three])
})

it("begins with nobody", () => {
  expect(mergeSnapshot(null, told({}))).toMatchObject({ clients: [], workers: [] })
})
