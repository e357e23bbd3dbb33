import { emptyStep, FINE_STEP_MS } from "@zmqscope/metrics"
import type {
  Envelope,
  EnvelopeRecord,
  Hello,
  History,
  HistoryStep,
  Kind,
  NamedEnvelope,
} from "@zmqscope/protocol"
import { Records } from "@zmqscope/protocol"
import {
  earlierAttempt,
  firstHello,
  quietClient,
  emptySnapshot as snapshot,
} from "@zmqscope/testkit/samples"
import { beforeEach, describe, expect, it } from "vitest"
import { LiveStore } from "./live-store.js"

function hello(over: Partial<Hello> = {}): Hello {
  return firstHello({
    run: "one",
    clients: [{ index: 0, name: "client-1/1", routingIdHex: "00" }],
    workers: [{ index: 0, name: "worker-1", socketType: "REP", address: "127.0.0.1:1" }],
    ...over,
  })
}

function step(startMs: number, received = 1): HistoryStep {
  return {
    ...emptyStep(startMs, FINE_STEP_MS),
    received,
    returned: received,
    workers: [[0, received, 0, 0, 0, 100_000]],
  }
}

function steps(fromMs: number, untilMs: number): HistoryStep[] {
  return Array.from({ length: (untilMs - fromMs) / 100 }, (_, at) => step(fromMs + at * 100))
}

function record(kind: Kind, envelope: number, at: number): EnvelopeRecord {
  return { at, envelope, client: 0, worker: 0, sizeBytes: 5, kind, attempt: 0, cause: null }
}

function rowOf(number: number, state: Envelope["state"], receivedAt: number): NamedEnvelope {
  return {
    number,
    client: 0,
    clientName: "c",
    workerName: null,
    worker: null,
    state,
    sizeBytes: 5,
    replySizeBytes: null,
    attempt: 0,
    earlierAttempts: [],
    behind: 0,
    receivedAt,
    handedAt: null,
    dealtAt: null,
    serviceStartAt: null,
    repliedAt: null,
    endedAt: null,
    cause: null,
  }
}

/** Answers the store's questions when the test says so. */
class Desk<T> {
  readonly asked: {
    readonly resolve: (answer: T) => void
    readonly reject: (reason: Error) => void
  }[] = []

  readonly load = (): Promise<T> =>
    new Promise((resolve, reject) => this.asked.push({ resolve, reject }))

  async answer(at: number, answer: T): Promise<void> {
    this.asked[at]?.resolve(answer)
    await Promise.resolve()
    await Promise.resolve()
  }
}

function history(over: Partial<History>): History {
  return { steps: [], markers: [], workerNames: {}, ...over }
}

describe("LiveStore", () => {
  let desk: Desk<History>
  let past: Desk<History>
  let envelopes: Desk<readonly NamedEnvelope[]>
  let store: LiveStore
  let nowMs: number
  let missed: number
  /** Answers the store's first question for envelopes. */
  const tell = (rows: readonly NamedEnvelope[]) => envelopes.answer(0, rows)

  const listed = () => [
    ...Array.from(store.liveRows, (row) => [row.number, row.state]),
    ...Array.from({ length: store.log.next - store.log.first }, (_, at) => {
      const row = store.log.at(store.log.first + at)
      return [row?.number, row?.state]
    }),
  ]

  beforeEach(() => {
    desk = new Desk()
    past = new Desk()
    envelopes = new Desk()
    missed = 0
    store = new LiveStore({
      past: {
        history: desk.load,
        historySince: past.load,
        recentEnvelopes: envelopes.load,
        envelope: () => Promise.reject(new Error("nobody asks for one")),
        envelopesIn: () => Promise.reject(new Error("nobody asks for a span")),
        searchBodies: () => Promise.reject(new Error("nobody looks")),
      },
      onGap: (records) => {
        missed += records
      },
    })
    nowMs = 0
  })

  /** A frame that is late enough for every channel. */
  function frame(): void {
    nowMs += 1000
    store.drain()
    store.notify(nowMs)
  }

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
    frame()
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
    frame()
    expect(store.appliedSequence).toBe(44)
    expect(listed()).toEqual([
      [1, "at-worker"],
      [2, "waiting"],
    ])
    expect(store.liveEnvelopes(1, () => true).map((row) => row.number)).toEqual([2])
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
    frame()
    expect(heard).toEqual(["break", "run", "waiting", "break"])
    store.acceptMessage(hello())
    frame()
    expect(heard.slice(4)).toEqual(["break"])
    stop()
    store.acceptMessage(hello({ run: "two" }))
    frame()
    expect(heard).toHaveLength(5)
  })

  it("knows indexes by name, simulated clients by their own", () => {
    store.acceptMessage(hello())
    frame()
    expect(store.roster.client(0)).toBe("client-1/1")
    expect(store.roster.worker(0)).toBe("worker-1")
    store.acceptMessage(
      snapshot({
        clients: [
          {
            name: "client-1",
            index: 0,
            simulated: true,
            state: "live",
            sent: 0,
            returned: 0,
            ratePerSecond: 0,
            outstanding: 0,
            oldestUs: null,
            heldBack: false,
            address: "",
            roundTripUs: null,
            behaviour: null,
          },
        ],
      }),
    )
    frame()
    expect(store.roster.client(0)).toBe("client-1")
  })

  it("keeps the clients that were told last where a snapshot tells of none", () => {
    store.acceptMessage(hello())
    store.acceptMessage(snapshot({ clients: [quietClient("client-1")] }))
    frame()
    const { clients: _untold, ...without } = snapshot({ receivedPerSecond: 7 })
    store.acceptMessage(without)
    frame()
    const { snapshot: shown } = store.figures.get()
    expect(shown?.receivedPerSecond).toBe(7)
    expect(shown?.clients.map(({ name }) => name)).toEqual(["client-1"])
  })

  it("knows of no time in which the broker was silent", () => {
    store.acceptMessage(hello())
    store.acceptMessage(snapshot({ knownAt: 5000 }))
    frame()
    const heardAt = store.nowAt
    store.acceptMessage(snapshot({ knownAt: 5000, silentMs: 7200 }))
    frame()
    expect(store.nowAt).toBe(heardAt)
    store.acceptMessage(snapshot({ knownAt: 13_000, silentMs: 0 }))
    frame()
    expect(store.nowAt).toBe(heardAt + 8000)
  })

  it("forgets envelopes and names when another broker says hello", () => {
    store.acceptMessage(hello())
    store.acceptBatch({ firstSequence: 0, records: Records.of([record("received", 1, 10)]) })
    frame()
    store.acceptMessage(hello({ run: "two", clients: [], workers: [] }))
    frame()
    expect(store.run).toBe("two")
    expect(listed()).toEqual([])
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
    frame()
    expect(missed).toBe(0)
    store.acceptMessage(hello({ sequence: 100 }))
    frame()
    expect(listed()).toEqual([[1, "expired"]])
    expect(store.appliedSequence).toBe(100)
    expect(missed).toBe(97)
    store.acceptMessage(hello({ run: null, sequence: 300 }))
    store.acceptMessage(hello({ run: "two", sequence: 300 }))
    frame()
    expect(missed).toBe(97)
  })

  it("drops live envelopes in a gap, and counts its records as applied", () => {
    store.acceptMessage(hello())
    store.acceptBatch({ firstSequence: 0, records: Records.of([record("received", 1, 10)]) })
    store.acceptMessage({ type: "gap", missed: 9, sequence: 10 })
    frame()
    expect(listed()).toEqual([])
    expect(store.appliedSequence).toBe(10)
    expect(missed).toBe(9)
  })

  it("tells of records that it could not hold, as of any gap", () => {
    store.acceptMessage(hello())
    const many = Array.from({ length: 200_001 }, (_, at) => record("received", at + 1, at))
    store.acceptBatch({ firstSequence: 0, records: Records.of(many) })
    frame()
    expect(listed()).toEqual([])
    expect(store.appliedSequence).toBe(200_001)
    expect(missed).toBe(200_001)
  })

  it("begins with what the server knows, and follows it on with steps that overtook the answer", async () => {
    store.acceptMessage(hello())
    frame()
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
    frame()
    await tell([waiting, expired, { ...rowOf(3, "waiting", 40), ...names }])
    expect(listed()).toEqual([
      [1, "expired"],
      [3, "expired"],
      [2, "expired"],
    ])
    expect(store.roster.client(9)).toBe("gone")
  })

  it("takes in an envelope once that the answer tells of twice, ended where it had", async () => {
    store.acceptMessage(hello())
    frame()
    const waiting = { ...rowOf(1, "waiting", 10), clientName: "one", workerName: null }
    const inFlight = { ...waiting, number: 2 }
    await tell([waiting, inFlight, { ...waiting, state: "expired", endedAt: 50 }, inFlight])
    expect(listed()).toEqual([
      [2, "waiting"],
      [1, "expired"],
    ])
    expect(Array.from(store.liveRows)).toHaveLength(1)
  })

  it("asks anew after a gap for what lives, and takes nothing from the answer before", async () => {
    store.acceptMessage(hello())
    frame()
    store.acceptMessage({ type: "gap", missed: 9, sequence: 10 })
    frame()
    await tell([rowOf(1, "waiting", 10)])
    expect(listed()).toEqual([])
    expect(envelopes.asked).toHaveLength(2)
    store.acceptBatch({ firstSequence: 10, records: Records.of([record("expired", 1, 50)]) })
    frame()
    await envelopes.answer(1, [rowOf(1, "waiting", 10), rowOf(2, "waiting", 20)])
    expect(listed()).toEqual([
      [2, "waiting"],
      [1, "expired"],
    ])
  })

  it("infers service as if it had listened from the beginning, whenever the answer comes", async () => {
    store.acceptMessage(hello())
    frame()
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
    frame()
    expect(store.envelope(3)).toMatchObject({ behind: 0, serviceStartAt: 60 })
    await tell([atWorker(2, 1, null), atWorker(1, 0, 31)])
    expect(store.envelope(3)).toMatchObject({ behind: 2, serviceStartAt: null })
    expect(store.envelope(2)).toMatchObject({ behind: 1, serviceStartAt: 70 })
    store.acceptBatch({ firstSequence: 3, records: Records.of([record("replied", 2, 80)]) })
    frame()
    expect(store.envelope(3)).toMatchObject({ state: "at-worker", serviceStartAt: 80 })
  })

  it("puts right what ended before it was known what stood before it", async () => {
    store.acceptMessage(hello())
    frame()
    store.acceptBatch({
      firstSequence: 0,
      records: Records.of([
        record("received", 2, 50),
        record("dealt", 2, 60),
        record("lost", 2, 70),
      ]),
    })
    frame()
    await tell([{ ...rowOf(1, "at-worker", 10), worker: 0, dealtAt: 30, serviceStartAt: 30 }])
    expect(store.envelope(2)).toMatchObject({ state: "lost", behind: 1, serviceStartAt: null })
    expect(listed()).toEqual([
      [1, "at-worker"],
      [2, "lost"],
    ])
  })

  it("takes no step twice that the answer tells of before the stream does", async () => {
    store.acceptMessage(hello())
    frame()
    const before = { ...earlierAttempt(0, 12, 20), cause: null, workerName: null }
    const requeued = { ...rowOf(1, "waiting", 10), attempt: 1, earlierAttempts: [before] }
    await tell([requeued, { ...rowOf(2, "expired", 15), endedAt: 25 }])
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
    frame()
    expect(store.envelope(1)).toMatchObject({ state: "unseen", attempt: 1, handedAt: 30 })
    expect(store.envelope(1)?.earlierAttempts).toEqual([before])
    expect(listed()).toEqual([
      [1, "unseen"],
      [2, "expired"],
    ])
  })

  it("knows the workers of attempts that were over before the page listened", async () => {
    store.acceptMessage(hello())
    frame()
    const before = { ...earlierAttempt(4, 12, 20), workerName: "gone" }
    await tell([{ ...rowOf(1, "waiting", 10), attempt: 1, earlierAttempts: [before] }])
    const after = { ...record("requeued", 1, 50), worker: 5 }
    store.acceptBatch({ firstSequence: 0, records: Records.of([after]) })
    frame()
    expect(store.envelope(1)?.earlierAttempts).toMatchObject([
      before,
      { worker: 5, dealtAt: null, requeuedAt: 50 },
    ])
    expect(store.roster.worker(4)).toBe("gone")
  })

  it("keeps what was live when the broker's process ended, as lost with it", async () => {
    store.acceptMessage(hello())
    frame()
    await tell([rowOf(1, "waiting", 10), { ...rowOf(2, "at-worker", 15), worker: 0, dealtAt: 20 }])
    store.acceptMessage(hello({ run: null, clients: [], workers: [] }))
    store.acceptMessage(hello({ run: null, clients: [], workers: [] }))
    frame()
    expect(listed()).toEqual([
      [1, "lost"],
      [2, "lost"],
    ])
    expect(store.envelope(2)).toMatchObject({ cause: "broker-ended", worker: 0, dealtAt: 20 })
    expect([...store.liveRows]).toEqual([])
  })

  it("joins history and live steps without a hole or an overlap", async () => {
    store.acceptMessage(hello())
    frame()
    store.acceptMessage(snapshot({ atMs: 12_000, steps: steps(9000, 12_000) }))
    frame()
    expect(store.charts.get().history.state).toBe("loading")
    await desk.answer(0, history({ steps: steps(0, 10_000), workerNames: { 0: "worker-1" } }))
    frame()
    expect(store.charts.get().history.state).toBe("ready")
    expect(store.figures.get().trace).toEqual(Array.from({ length: 11 }, () => 10))
    const points = store.points(60_000, 12_000)
    expect(points.filter((point) => point.gap !== null)).toEqual([])
    expect(store.workersIn(points)).toEqual([{ series: 0, index: 0, name: "worker-1" }])
    expect(store.workersIn(points)).toBe(store.workersIn(points))
  })

  it("keeps markers that came while the history was on its way, each once", async () => {
    const marker = (atMs: number, text: string) => ({ atMs, kind: "spawn" as const, text })
    store.acceptMessage(hello())
    store.acceptMessage({ type: "marker", marker: marker(1000, "both tell of it") })
    store.acceptMessage({ type: "marker", marker: marker(2000, "the answer is older") })
    frame()
    const told = [marker(500, "before"), marker(1000, "both tell of it")]
    await desk.answer(0, history({ markers: told }))
    frame()
    const texts = store.charts.get().markers.map(({ text }) => text)
    expect(texts).toEqual(["before", "both tell of it", "the answer is older"])
  })

  it("leaves what was last known as it is while the broker is down", async () => {
    store.acceptMessage(hello())
    store.acceptMessage(snapshot({ atMs: 5000, receivedPerSecond: 7 }))
    frame()
    await desk.answer(0, history({ steps: steps(0, 5000) }))
    frame()
    const before = store.points(60_000, 5000)
    store.acceptMessage(hello({ run: null, clients: [], workers: [] }))
    frame()
    expect(store.run).toBeNull()
    expect(desk.asked).toHaveLength(1)
    expect(store.points(60_000, store.charts.get().nowMs)).toBe(before)
    store.acceptMessage(snapshot({ atMs: 9000 }))
    frame()
    expect(store.figures.get().snapshot?.receivedPerSecond).toBe(7)
    expect(store.charts.get().nowMs).toBe(9000)
    expect(store.points(60_000, 9000).at(-1)?.gap).toBe("away")
    store.acceptMessage(hello({ run: "two" }))
    frame()
    expect(store.figures.get().snapshot).toBeNull()
    expect(store.charts.get().nowMs).toBe(9000)
  })

  it("asks for the history again after every hello, and takes the last answer alone", async () => {
    store.acceptMessage(hello())
    frame()
    store.acceptMessage(hello({ run: "two", seriesBase: 5 }))
    frame()
    expect(desk.asked).toHaveLength(2)
    await desk.answer(1, history({ steps: steps(0, 5000) }))
    await desk.answer(0, history({ steps: steps(0, 60_000) }))
    frame()
    expect(store.figures.get().trace).toHaveLength(4)
  })

  it("asks the server once for a frozen minute that it no longer holds, and shows the old one until then", async () => {
    const atMs = 100_000
    const times = () => store.points(60_000, atMs).map(({ t }) => t)
    store.acceptMessage(hello())
    frame()
    await desk.answer(0, history({ steps: steps(0, atMs) }))
    frame()
    const before = times()
    expect(before.at(-1)).toBe(atMs)
    store.acceptMessage(hello())
    frame()
    await desk.answer(1, history({ steps: steps(0, 500_000) }))
    frame()
    expect(times()).toEqual(before)
    expect(past.asked).toHaveLength(0)
    frame()
    expect(past.asked).toHaveLength(1)
    const seconds = Array.from({ length: 500 }, (_, at) => ({ ...step(at * 1000), widthMs: 1000 }))
    await past.answer(0, history({ steps: seconds }))
    frame()
    expect(times()).toEqual(Array.from({ length: 61 }, (_, at) => 40_000 + at * 1000))
    frame()
    expect(store.points(60_000, 500_000).at(-1)?.t).toBe(500_000)
    frame()
    expect(times().at(-1)).toBe(atMs)
    frame()
    expect(past.asked).toHaveLength(1)
    expect(store.charts.get().history.state).toBe("ready")
  })

  it("goes on live when the history cannot be had, says why, and tries again on request", async () => {
    store.acceptMessage(hello())
    frame()
    desk.asked[0]?.reject(new Error("no disk"))
    await Promise.resolve()
    await Promise.resolve()
    store.acceptMessage(snapshot({ atMs: 3000, steps: steps(0, 3000) }))
    frame()
    expect(store.charts.get().history).toEqual({ state: "failed", reason: "no disk" })
    expect(store.points(60_000, 3000).length).toBeGreaterThan(0)
    store.refreshHistory()
    await desk.answer(1, history({}))
    frame()
    expect(store.charts.get().history.state).toBe("ready")
  })
})
