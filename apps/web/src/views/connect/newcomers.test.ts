import type { Client, Snapshot, Worker } from "@zmqscope/protocol"
import { expect, it } from "vitest"
import { externalPeers, newcomers } from "./newcomers.js"

/** Of a snapshot, what is read. */
function snapshotOf(workers: readonly Partial<Worker>[], clients: readonly Partial<Client>[]) {
  return { workers, clients } as unknown as Snapshot
}

const simulated = { name: "worker-1", simulated: true, state: "live" } as const
const foreign = { name: "go-box", simulated: false, state: "live" } as const

it("tells who came that is no simulation", () => {
  const before = new Set(externalPeers(snapshotOf([simulated, foreign], [])))
  const after = snapshotOf([simulated, foreign], [{ ...foreign, name: "python" }])
  expect([...before]).toEqual(["go-box"])
  expect(newcomers(before, after)).toEqual(["python"])
})

it("waits while nobody is known", () => {
  expect(newcomers(new Set(), null)).toEqual([])
})
