import { Records } from "@zmqscope/protocol"
import { earlierAttempt } from "@zmqscope/testkit/samples"
import { beforeEach, describe, expect, it } from "vitest"
import { FedStore, hello, record, rowOf } from "../../test/fed-store.js"
import type { LiveStore } from "./live-store.js"

describe("what the server knows of envelopes", () => {
  let fed: FedStore
  let store: LiveStore

  beforeEach(() => {
    fed = new FedStore()
    store = fed.store
  })

  it("begins with what the server knows, and follows it on with steps that overtook the answer", async () => {
    store.acceptMessage(hello())
    fed.frame()
    const names = { clientName: "gone", workerName: null }
    const waiting = { ...rowOf(2, "waiting", 30), ...names, client: 9 }
    const expired = { ...rowOf(1, "expired", 10), ...names, endedAt: 50 }
    store.acceptBatch({
      firstSequence: 0,
      records: Records.of([
        record("received", 3, 40),
        record("expired", 3, 60),
        record("expired", 2, 70),
      ]),
    })
    fed.frame()
    await fed.envelopes.answer(0, [waiting, expired, { ...rowOf(3, "waiting", 40), ...names }])
    expect(fed.listed()).toEqual([
      [1, "expired"],
      [3, "expired"],
      [2, "expired"],
    ])
    expect(store.roster.client(9)).toBe("gone")
  })

  it("takes in an envelope once that the answer tells of twice, ended where it had", async () => {
    store.acceptMessage(hello())
    fed.frame()
    const waiting = { ...rowOf(1, "waiting", 10), clientName: "one", workerName: null }
    const inFlight = { ...waiting, number: 2 }
    await fed.envelopes.answer(0, [
      waiting,
      inFlight,
      { ...waiting, state: "expired", endedAt: 50 },
      inFlight,
    ])
    expect(fed.listed()).toEqual([
      [2, "waiting"],
      [1, "expired"],
    ])
    expect(Array.from(store.liveRows)).toHaveLength(1)
  })

  it("asks anew after a gap for what lives, and takes nothing from the answer before", async () => {
    store.acceptMessage(hello())
    fed.frame()
    store.acceptMessage({ type: "gap", missed: 9, sequence: 10 })
    fed.frame()
    await fed.envelopes.answer(0, [rowOf(1, "waiting", 10)])
    expect(fed.listed()).toEqual([])
    expect(fed.envelopes.asked).toHaveLength(2)
    store.acceptBatch({ firstSequence: 10, records: Records.of([record("expired", 1, 50)]) })
    fed.frame()
    await fed.envelopes.answer(1, [rowOf(1, "waiting", 10), rowOf(2, "waiting", 20)])
    expect(fed.listed()).toEqual([
      [2, "waiting"],
      [1, "expired"],
    ])
  })

  it("infers service as if it had listened from the beginning, whenever the answer comes", async () => {
    store.acceptMessage(hello())
    fed.frame()
    const atWorker = (number: number, behind: number, serviceStartAt: number | null) => ({
      ...rowOf(number, "at-worker", number),
      worker: 0,
      behind,
      handedAt: 20 + number,
      dealtAt: 30 + number,
      serviceStartAt,
    })
    store.acceptBatch({
      firstSequence: 0,
      records: Records.of([
        record("received", 3, 50),
        record("dealt", 3, 60),
        record("replied", 1, 70),
      ]),
    })
    fed.frame()
    expect(store.envelope(3)).toMatchObject({ behind: 0, serviceStartAt: 60 })
    await fed.envelopes.answer(0, [atWorker(2, 1, null), atWorker(1, 0, 31)])
    expect(store.envelope(3)).toMatchObject({ behind: 2, serviceStartAt: null })
    expect(store.envelope(2)).toMatchObject({ behind: 1, serviceStartAt: 70 })
    store.acceptBatch({ firstSequence: 3, records: Records.of([record("replied", 2, 80)]) })
    fed.frame()
    expect(store.envelope(3)).toMatchObject({ state: "at-worker", serviceStartAt: 80 })
  })

  it("puts right what ended before it was known what stood before it", async () => {
    store.acceptMessage(hello())
    fed.frame()
    store.acceptBatch({
      firstSequence: 0,
      records: Records.of([
        record("received", 2, 50),
        record("dealt", 2, 60),
        record("lost", 2, 70),
      ]),
    })
    fed.frame()
    await fed.envelopes.answer(0, [
      { ...rowOf(1, "at-worker", 10), worker: 0, dealtAt: 30, serviceStartAt: 30 },
    ])
    expect(store.envelope(2)).toMatchObject({ state: "lost", behind: 1, serviceStartAt: null })
    expect(fed.listed()).toEqual([
      [1, "at-worker"],
      [2, "lost"],
    ])
  })

  it("takes no step twice that the answer tells of before the stream does", async () => {
    store.acceptMessage(hello())
    fed.frame()
    const before = { ...earlierAttempt(0, 12, 20), cause: null, workerName: null }
    const requeued = { ...rowOf(1, "waiting", 10), attempt: 1, earlierAttempts: [before] }
    await fed.envelopes.answer(0, [requeued, { ...rowOf(2, "expired", 15), endedAt: 25 }])
    store.acceptBatch({
      firstSequence: 0,
      records: Records.of([
        record("received", 1, 10),
        record("dealt", 1, 12),
        record("received", 2, 15),
        record("requeued", 1, 20),
        record("expired", 2, 25),
        record("handed", 1, 30),
      ]),
    })
    fed.frame()
    expect(store.envelope(1)).toMatchObject({ state: "unseen", attempt: 1, handedAt: 30 })
    expect(store.envelope(1)?.earlierAttempts).toEqual([before])
    expect(fed.listed()).toEqual([
      [1, "unseen"],
      [2, "expired"],
    ])
  })

  it("knows the workers of attempts that were over before the page listened", async () => {
    store.acceptMessage(hello())
    fed.frame()
    const before = { ...earlierAttempt(4, 12, 20), workerName: "gone" }
    await fed.envelopes.answer(0, [
      { ...rowOf(1, "waiting", 10), attempt: 1, earlierAttempts: [before] },
    ])
    const after = { ...record("requeued", 1, 50), worker: 5 }
    store.acceptBatch({ firstSequence: 0, records: Records.of([after]) })
    fed.frame()
    expect(store.envelope(1)?.earlierAttempts).toMatchObject([
      before,
      { worker: 5, dealtAt: null, requeuedAt: 50 },
    ])
    expect(store.roster.worker(4)).toBe("gone")
  })
})
