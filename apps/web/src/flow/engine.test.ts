import { EnvelopeBook, Fold, History } from "@zmqscope/metrics"
import { LiveStore, Now, Replay, RowPlaces, type Speed } from "@zmqscope/model"
import {
  EMPTY_TOTALS,
  type EnvelopeRecord,
  type Hello,
  NO_WORKER,
  Records,
  type Snapshot,
} from "@zmqscope/protocol"
import { storm } from "@zmqscope/testkit/samples"
import { describe, expect, it } from "vitest"
import { FlowEngine } from "./engine.js"
import { momentOf } from "./probe.js"

const FRAME_MS = 16
const EPOCH_US = 1_790_000_000_000_000
const never = () => new Promise<never>(() => {})

const SETTINGS = {
  paused: false,
  dealing: "dealer",
  prefetch: 1,
  onWorkerLoss: "lose",
  dropAbandoned: false,
  shedding: { mode: "none" },
} as const

function hello(run: string | null, sequence = 0): Hello {
  return {
    type: "hello",
    protocol: 1,
    version: "0.1.0",
    run,
    epochUnixUs: EPOCH_US,
    frontend: "",
    backend: "",
    engine: "libzmq",
    notifies: true,
    capabilities: ["deal", "pause", "drain", "requeue"],
    settings: SETTINGS,
    limits: { clients: 200, workers: 50 },
    sequence,
    clients: [],
    workers: [0, 1, 2, 3, 4].map((index) => ({
      index,
      name: `worker-${index + 1}`,
      socketType: "REP",
      address: "",
    })),
  }
}

function snapshot(atMs: number): Snapshot {
  return {
    type: "snapshot",
    sequence: 0,
    atMs: EPOCH_US / 1000 + atMs,
    totals: { ...EMPTY_TOTALS },
    unseen: 0,
    stale: 0,
    requeued: 0,
    receivedPerSecond: 0,
    returnedPerSecond: 0,
    roundTripUs: { p50: null, p95: null, p99: null },
    knownAt: atMs * 1000,
    silentMs: 0,
    faults: [],
    missed: 0,
    settings: SETTINGS,
    clients: [],
    workers: [],
    steps: [],
  }
}

/** A page whose time the test is: records arrive late, some frames late too, as they do. */
class Page {
  readonly now = new Now()
  readonly live: LiveStore
  readonly replay: Replay
  readonly engine: FlowEngine
  #records: readonly EnvelopeRecord[]
  #sent = 0
  #snapshotMs = 0
  pageMs = 0

  constructor(records: readonly EnvelopeRecord[]) {
    this.#records = records
    this.live = new LiveStore({
      past: {
        history: never,
        historySince: never,
        recentEnvelopes: () => Promise.resolve([]),
        envelope: never,
        envelopesIn: never,
        searchBodies: never,
      },
      onGap: () => {},
    })
    this.replay = new Replay(this.live, this.now)
    this.replay.start()
    const { live, now, replay } = this
    const rows = new RowPlaces()
    this.engine = new FlowEngine({ live, now, replay, rows })
    this.engine.start()
    this.engine.setSize(900, 400, 16, 1)
    const box = { left: 300, right: 1200, top: 100, bottom: 500 }
    const names = hello("one").workers.map(({ name }) => name)
    const list = { names, rowPx: 60, left: 1210, right: 1500, top: 140, bottom: 440, scrollTop: 0 }
    rows.set("workers", list)
    this.engine.place(snapshot(0), box)
    this.live.acceptMessage(hello("one"))
  }

  /** A frame: what the broker wrote up to 30 to 60 ms ago has come. */
  async frame(elapsedMs = FRAME_MS): Promise<void> {
    this.pageMs += elapsedMs
    const untilUs = (this.pageMs - 30 - (this.pageMs % 31)) * 1000
    const first = this.#sent
    while ((this.#records[this.#sent]?.at ?? Number.POSITIVE_INFINITY) <= untilUs) this.#sent += 1
    const records = this.#records.slice(first, this.#sent)
    if (records.length > 0)
      this.live.acceptBatch({ firstSequence: first, records: Records.of(records) })
    if (this.pageMs - this.#snapshotMs >= 100 && untilUs > 0) {
      this.#snapshotMs = this.pageMs
      this.live.acceptMessage(snapshot(untilUs / 1000))
    }
    this.live.drain()
    await Promise.resolve()
    this.replay.advance(this.pageMs)
    this.engine.draw(this.pageMs)
  }

  async run(untilMs: number, each: () => void = () => {}): Promise<void> {
    while (this.pageMs < untilMs) {
      await this.frame()
      each()
    }
  }

  /** The broker goes. */
  end(): void {
    this.#records = []
    this.live.acceptMessage(hello(null))
  }

  /** Another comes that has nothing. */
  start(): void {
    this.live.acceptMessage(hello("two"))
  }

  choose(speed: Speed, heldMs: number | null = null): void {
    this.now.choose({ speed, heldMs })
  }
}

/** What the fold of everything up to a moment counts, in the probe's words. */
function foldAt(records: readonly EnvelopeRecord[], atUs: number) {
  const fold = new Fold({
    epochUnixUs: EPOCH_US,
    history: new History(),
    book: new EnvelopeBook(10),
  })
  for (const worker of hello("one").workers) fold.worker({ event: "joined", at: 0, worker })
  let replied = 0
  for (const record of records) {
    if (record.at > atUs) break
    fold.apply(record)
    if (record.kind === "replied") replied += 1
    if (record.kind === "returned" || record.kind === "undeliverable") replied -= 1
  }
  const busy = [...fold.workers.values()].filter(({ outstanding }) => outstanding > 0)
  return {
    waiting: fold.totals.waiting,
    unseen: fold.unseen,
    returning: replied,
    workers: Object.fromEntries(busy.map((one) => [one.identity.name, one.outstanding])),
  }
}

const NOTHING: {
  waiting: number
  unseen: number
  returning: number
  workers: Record<string, number>
} = { waiting: 0, unseen: 0, returning: 0, workers: {} }

function shown({ engine }: Page) {
  const { waiting, unseen, returning, workers } = momentOf(engine)
  return { waiting, unseen, returning, workers }
}

/** Of attempts that ended it is kept when they were dealt, not when they were handed or replied to. */
function dealt({ waiting, unseen, returning, workers }: typeof NOTHING) {
  return { notDealt: waiting + unseen, returning, workers }
}

describe("the flow shows what the fold has", () => {
  const records = storm(20_261, 12_000)

  it.each([1, 0.25, 0.05, 0.01] as const)(
    "at 200 moments of a storm, at speed %d",
    async (speed) => {
      const page = new Page(records)
      await page.run(400)
      page.choose(speed)
      let compared = 0
      let most = 0
      await page.run(11_000, () => {
        if (page.pageMs % (FRAME_MS * 3) !== 0) return
        const { atUs, isKnown } = momentOf(page.engine)
        expect(isKnown).toBe(true)
        expect(shown(page), `at ${atUs} us`).toEqual(foldAt(records, atUs))
        compared += 1
        most = Math.max(most, ...Object.values(shown(page).workers))
      })
      expect(compared).toBeGreaterThanOrEqual(200)
      expect(most).toBeGreaterThan(3)
      // It went as fast as it was to.
      const playedMs = momentOf(page.engine).atUs / 1000
      if (speed === 1) expect(page.pageMs - playedMs).toBeLessThan(450)
      else expect(playedMs).toBeLessThan(400 + (page.pageMs - 300) * speed)
    },
  )

  it("frozen at 200 moments, wherever time is frozen", async () => {
    const page = new Page(records)
    await page.run(600)
    for (let round = 0; round < 200; round += 1) {
      page.choose(1)
      await page.run(page.pageMs + 40)
      // Where it is, a little back, and far back.
      const backMs = [0, 120, 500][round % 3] ?? 0
      const heldMs = (page.now.holdMs ?? 0) - backMs
      page.choose(1, heldMs)
      await page.run(page.pageMs + 3 * FRAME_MS)
      const { atUs, mode } = momentOf(page.engine)
      expect(mode).toBe("frozen")
      expect(atUs).toBeCloseTo(heldMs * 1000 - EPOCH_US, -1)
      const [found, fold] = [shown(page), foldAt(records, atUs)]
      if (backMs === 0) expect(found, `frozen at ${atUs} us`).toEqual(fold)
      else expect(dealt(found), `gone back to ${atUs} us`).toEqual(dealt(fold))
    }
  })

  it("after time was skipped, which it says, and of which nothing is left standing", async () => {
    const page = new Page(records)
    await page.run(600)
    page.choose(0.01)
    await page.run(5000)
    page.choose(1)
    await page.frame()
    const { skippedMs } = page.now.view()
    expect(skippedMs).toBeGreaterThan(3500)
    const { atUs } = momentOf(page.engine)
    expect(page.pageMs * 1000 - atUs).toBeLessThan(300_000)
    expect(shown(page)).toEqual(foldAt(records, atUs))
  })

  it("with no more kept than its bound, when time is stretched for long", async () => {
    const busy: EnvelopeRecord[] = Array.from({ length: 160_000 }, (_, at) => ({
      kind: "received",
      at: 1000 + at * 50,
      envelope: at + 1,
      client: 0,
      worker: NO_WORKER,
      sizeBytes: 1,
      attempt: 0,
      cause: null,
    }))
    const page = new Page(busy)
    await page.run(500)
    page.choose(0.01)
    await page.run(7000)
    expect(page.now.view().skippedMs).toBeGreaterThan(3000)
    const { atUs, waiting } = momentOf(page.engine)
    expect(waiting).toBe(busy.filter(({ at }) => at <= atUs).length)
  })

  it("of another run nothing that stood in the one before", async () => {
    const page = new Page(records)
    await page.run(2000)
    expect(shown(page)).not.toEqual(NOTHING)
    page.end()
    await page.frame()
    expect(shown(page)).toEqual(NOTHING)
    expect(momentOf(page.engine).isKnown, "while there is no broker").toBe(false)
    page.start()
    await page.run(page.pageMs + 300)
    expect(shown(page)).toEqual(NOTHING)
    expect(momentOf(page.engine).isKnown).toBe(true)
  })
})

describe("dots of the flow", () => {
  it("stand each at a place of its own, the one in service before its backlog", async () => {
    const page = new Page(storm(7, 3000))
    await page.run(2500)
    const spots = page.engine.shown.piles.flatMap(({ form, numbers }) =>
      form === "dots" ? [...numbers].map((number) => page.engine.spotOfEnvelope(number)) : [],
    )
    expect(spots.length).toBeGreaterThan(10)
    expect(spots.every((spot) => spot !== null)).toBe(true)
    expect(new Set(spots.map((spot) => `${spot?.x} ${spot?.y}`)).size).toBe(spots.length)
  })
})
