import { Records } from "@zmqscope/protocol"
import { quietClient, emptySnapshot as snapshot } from "@zmqscope/testkit/samples"
import { beforeEach, describe, expect, it } from "vitest"
import { FedStore, hello, record, rowOf } from "../../test/fed-store.js"
import type { LiveStore } from "./live-store.js"

describe("LiveStore", () => {
  let fed: FedStore
  let store: LiveStore

  beforeEach(() => {
    fed = new FedStore()
    store = fed.store
  })

  it("changes nothing that React reads between frames", () => {
    store.acceptMessage(hello())
    store.acceptMessage(snapshot({ receivedPerSecond: 7 }))
    const before = store.figures.get()
    expect(before.snapshot).toBeNull()
    store.drain()
    expect(store.figures.get()).toBe(before)
    store.notify(1000)
    expect(store.figures.get().snapshot?.receivedPerSecond).toBe(7)
    expect(store.figures.get()).toBe(store.figures.get())
  })

  it("assembles rows from records and counts what it has applied", () => {
    store.acceptMessage(hello({ sequence: 40 }))
    fed.frame()
    expect(store.appliedSequence).toBe(40)
    store.acceptBatch({
      firstSequence: 40,
      records: Records.of([
        record("received", 1, 10),
        record("handed", 1, 20),
        record("dealt", 1, 30),
      ]),
    })
    store.acceptBatch({ firstSequence: 43, records: Records.of([record("received", 2, 35)]) })
    fed.frame()
    expect(store.appliedSequence).toBe(44)
    expect(fed.listed()).toEqual([
      [1, "at-worker"],
      [2, "waiting"],
    ])
  })

  it("tells watchers of records, of another broker, and of when nothing known of live ones holds", () => {
    const heard: string[] = []
    const stop = store.watch({
      onRecords: (records) => {
        const states = Array.from(records, ({ envelope }) => store.envelope(envelope)?.state)
        heard.push(states.join(" "))
      },
      onBreak: () => heard.push("break"),
      onRun: () => heard.push("run"),
      onBackfill: () => heard.push("backfill"),
    })
    store.acceptMessage(hello())
    store.acceptBatch({ firstSequence: 0, records: Records.of([record("received", 1, 10)]) })
    store.acceptMessage({ type: "gap", missed: 3, sequence: 4 })
    expect(heard).toEqual([])
    fed.frame()
    expect(heard).toEqual(["break", "run", "waiting", "break"])
    store.acceptMessage(hello())
    fed.frame()
    expect(heard.slice(4)).toEqual(["break"])
    stop()
    store.acceptMessage(hello({ run: "two" }))
    fed.frame()
    expect(heard).toHaveLength(5)
  })

  it("knows indexes by name, simulated clients by their own", () => {
    store.acceptMessage(hello())
    fed.frame()
    expect(store.roster.client(0)).toBe("client-1/1")
    expect(store.roster.worker(0)).toBe("worker-1")
    store.acceptMessage(
      snapshot({
        clients: [quietClient("client-1")],
      }),
    )
    fed.frame()
    expect(store.roster.client(0)).toBe("client-1")
  })

  it("keeps the clients that were told last where a snapshot tells of none", () => {
    store.acceptMessage(hello())
    store.acceptMessage(snapshot({ clients: [quietClient("client-1")] }))
    fed.frame()
    const { clients: _untold, ...without } = snapshot({ receivedPerSecond: 7 })
    store.acceptMessage(without)
    fed.frame()
    const { snapshot: shown } = store.figures.get()
    expect(shown?.receivedPerSecond).toBe(7)
    expect(shown?.clients.map(({ name }) => name)).toEqual(["client-1"])
  })

  it("knows of no time in which the broker was silent", () => {
    store.acceptMessage(hello())
    store.acceptMessage(snapshot({ knownAt: 5000 }))
    fed.frame()
    const heardAt = store.nowAt
    store.acceptMessage(snapshot({ knownAt: 5000, silentMs: 7200 }))
    fed.frame()
    expect(store.nowAt).toBe(heardAt)
    store.acceptMessage(snapshot({ knownAt: 13_000, silentMs: 0 }))
    fed.frame()
    expect(store.nowAt).toBe(heardAt + 8000)
  })

  it("forgets envelopes and names when another broker says hello", () => {
    store.acceptMessage(hello())
    store.acceptBatch({ firstSequence: 0, records: Records.of([record("received", 1, 10)]) })
    fed.frame()
    store.acceptMessage(hello({ run: "two", clients: [], workers: [] }))
    fed.frame()
    expect(store.run).toBe("two")
    expect(fed.listed()).toEqual([])
    expect(store.roster.client(0)).toBe("client #0")
    expect(store.figures.get().snapshot).toBeNull()
  })

  it("keeps ended envelopes over a reconnect to the same broker, drops live ones, and tells what it missed", () => {
    store.acceptMessage(hello())
    store.acceptBatch({
      firstSequence: 0,
      records: Records.of([
        record("received", 1, 10),
        record("expired", 1, 20),
        record("received", 2, 30),
      ]),
    })
    fed.frame()
    expect(fed.missed).toBe(0)
    store.acceptMessage(hello({ sequence: 100 }))
    fed.frame()
    expect(fed.listed()).toEqual([[1, "expired"]])
    expect(store.appliedSequence).toBe(100)
    expect(fed.missed).toBe(97)
    store.acceptMessage(hello({ run: null, sequence: 300 }))
    store.acceptMessage(hello({ run: "two", sequence: 300 }))
    fed.frame()
    expect(fed.missed).toBe(97)
  })

  it("drops live envelopes in a gap, and counts its records as applied", () => {
    store.acceptMessage(hello())
    store.acceptBatch({ firstSequence: 0, records: Records.of([record("received", 1, 10)]) })
    store.acceptMessage({ type: "gap", missed: 9, sequence: 10 })
    fed.frame()
    expect(fed.listed()).toEqual([])
    expect(store.appliedSequence).toBe(10)
    expect(fed.missed).toBe(9)
  })

  it("tells of records that it could not hold, as of any gap", () => {
    store.acceptMessage(hello())
    const many = Array.from({ length: 200_001 }, (_, at) => record("received", at + 1, at))
    store.acceptBatch({ firstSequence: 0, records: Records.of(many) })
    fed.frame()
    expect(fed.listed()).toEqual([])
    expect(store.appliedSequence).toBe(200_001)
    expect(fed.missed).toBe(200_001)
  })

  it("keeps what was live when the broker's process ended, as lost with it", async () => {
    store.acceptMessage(hello())
    fed.frame()
    await fed.envelopes.answer(0, [
      rowOf(1, "waiting", 10),
      { ...rowOf(2, "at-worker", 15), worker: 0, dealtAt: 20 },
    ])
    store.acceptMessage(hello({ run: null, clients: [], workers: [] }))
    store.acceptMessage(hello({ run: null, clients: [], workers: [] }))
    fed.frame()
    expect(fed.listed()).toEqual([
      [1, "lost"],
      [2, "lost"],
    ])
    expect(store.envelope(2)).toMatchObject({ cause: "broker-ended", worker: 0, dealtAt: 20 })
    expect([...store.liveRows]).toEqual([])
  })
})
