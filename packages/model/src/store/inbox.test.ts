import { type EnvelopeRecord, Records } from "@zmqscope/protocol"
import { describe, expect, it } from "vitest"
import { Inbox } from "./inbox.js"

const RECORD: EnvelopeRecord = {
  at: 0,
  envelope: 1,
  client: 0,
  worker: 0,
  sizeBytes: 0,
  kind: "received",
  attempt: 0,
  cause: null,
}
const batch = (firstSequence: number, count: number) => ({
  firstSequence,
  records: Records.of(Array.from({ length: count }, () => RECORD)),
})
const GAP = { type: "gap", missed: 1, sequence: 5 } as const

describe("Inbox", () => {
  it("gives back what came, in order, once", () => {
    const inbox = new Inbox()
    inbox.putBatch(batch(0, 2))
    inbox.putMessage(GAP)
    inbox.putBatch(batch(5, 1))
    expect(inbox.take().map((arrival) => arrival.type)).toEqual(["batch", "message", "batch"])
    expect(inbox.take()).toEqual([])
  })

  it("leaves a gap in place of records past its limit, and keeps every message", () => {
    const inbox = new Inbox(10)
    inbox.putBatch(batch(0, 8))
    inbox.putMessage(GAP)
    inbox.putBatch(batch(8, 3))
    inbox.putBatch(batch(11, 2))
    expect(inbox.take()).toEqual([
      { type: "message", message: GAP },
      { type: "message", message: { type: "gap", missed: 11, sequence: 11 } },
      { type: "batch", batch: batch(11, 2) },
    ])
    expect(inbox.take()).toEqual([])
  })
})
