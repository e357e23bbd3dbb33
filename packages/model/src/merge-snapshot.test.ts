import type { SnapshotMessage } from "@zmqscope/protocol"
import { emptySnapshot, quietClient } from "@zmqscope/testkit/samples"
import { expect, it } from "vitest"
import { mergeSnapshot } from "./merge-snapshot.js"

/** As the stream tells it: with the lists that are given, and no others. */
function told(lists: Partial<SnapshotMessage>): SnapshotMessage {
  const { clients: _, workers: __, ...rest } = emptySnapshot()
  return { ...rest, ...lists }
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
