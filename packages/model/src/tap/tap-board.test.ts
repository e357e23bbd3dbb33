import { lastStepAt } from "@zmqscope/metrics"
import type { Envelope } from "@zmqscope/protocol"
import { BODIES, PEERS, returnedRow, waitingRow } from "@zmqscope/testkit/samples"
import { describe, expect, it, vi } from "vitest"
import { roundTripUs } from "../moments.js"
import { parseFilter } from "./filter/index.js"
import { InFlight } from "./in-flight.js"
import { TapBoard, type TapInput } from "./tap-board.js"
import { TapLog } from "./tap-log.js"

class Bench {
  readonly log: TapLog
  readonly clientNames = new Map<number, string>()
  readonly live: Envelope[] = []
  readonly board: TapBoard
  readonly kept: Envelope[] = []
  nowAt = 0
  version = 0
  #clockMs = 0
  #frameMs = 0
  #number = 0

  /** Each look at the clock takes so long: the slower, the more slices. */
  constructor(capacity = 1000, lookMs = 0) {
    this.log = new TapLog(capacity)
    const { clientNames, live, log } = this
    const version = () => this.version
    const nowAt = () => this.nowAt
    const input: TapInput = {
      log,
      roster: {
        ...PEERS,
        client: (index) => clientNames.get(index) ?? PEERS.client(index),
        clientNames,
        workerNames: new Map([0, 1, 2].map((index) => [index, PEERS.worker(index)])),
        get version() {
          return version()
        },
      },
      bodies: BODIES,
      liveRows: live,
      get nowAt() {
        return nowAt()
      },
      epochUnixUs: 0,
    }
    const clock = () => {
      this.#clockMs += lookMs
      return this.#clockMs
    }
    this.board = new TapBoard({ input, clock })
  }

  /** Ends envelopes, with round trips that are no order of their own. */
  end(count: number): void {
    for (let at = 0; at < count; at += 1) {
      this.#number += 1
      this.nowAt += 1000
      const rtt = 1600 + ((this.#number * 7919) % 1000)
      const receivedAt = this.nowAt - rtt
      const row = returnedRow({
        number: this.#number,
        worker: this.#number % 3,
        receivedAt,
        endedAt: this.nowAt,
      })
      this.log.append(row)
      this.kept.push(row)
    }
  }

  frame(): void {
    this.#frameMs += 1000
    this.#clockMs += 1000
    this.board.work()
    this.board.notify(this.#frameMs)
  }

  settle(): number {
    let frames = 0
    do {
      this.frame()
      frames += 1
    } while (this.board.busy)
    this.frame()
    return frames
  }

  filter(text: string): void {
    this.board.ask({ terms: parseFilter(text).terms })
  }

  listed(): readonly number[] {
    return Array.from({ length: this.board.count }, (_, at) => this.board.at(at)?.number ?? -1)
  }

  /** The rows kept, in another order, by their numbers. */
  by(key: (row: Envelope) => number, rows = this.kept): readonly number[] {
    return rows
      .toSorted((one, other) => key(one) - key(other) || other.number - one.number)
      .map(({ number }) => number)
  }
}

describe("the tap's list", () => {
  it("is a log: what ended last is on top", () => {
    const bench = new Bench()
    bench.end(5)
    bench.settle()
    expect(bench.listed()).toEqual([5, 4, 3, 2, 1])
    bench.board.ask({ sort: { column: "time", descending: false } })
    bench.settle()
    bench.end(1)
    bench.frame()
    expect(bench.listed()).toEqual([1, 2, 3, 4, 5, 6])
  })

  it("keeps as many as it is told, the latest", () => {
    const bench = new Bench(100)
    bench.filter("worker:worker-1")
    bench.end(12_345)
    bench.settle()
    bench.end(12_345)
    bench.settle()
    const expected = bench.kept.slice(-100).filter(({ worker }) => worker === 1)
    expect(bench.listed()).toEqual(bench.by((row) => -lastStepAt(row), expected))
    expect(bench.board.total).toBe(100)
  })

  it("lists what is in flight once it has been so for a while, where its last step belongs", () => {
    const bench = new Bench()
    bench.end(3)
    const stuck = waitingRow({ number: 900, receivedAt: bench.nowAt - 1500 })
    const passing = waitingRow({ number: 901, receivedAt: bench.nowAt })
    bench.live.push(stuck, passing)
    bench.settle()
    expect(bench.listed()).toEqual([3, 2, 1])
    bench.nowAt += 249_999
    bench.frame()
    expect(bench.listed()).toEqual([3, 2, 900, 1])
    bench.filter("outcome:waiting")
    bench.nowAt += 1
    bench.settle()
    expect(bench.listed()).toEqual([901, 900])
    expect(bench.board.count).toBe(2)
    expect(bench.board.total).toBe(5)
    bench.filter("outcome:lost")
    bench.settle()
    expect([bench.board.count, bench.board.total]).toEqual([0, 5])
  })

  it("finds in slices what a filter in one go would, while rows come and go", () => {
    const bench = new Bench(20_000, 4)
    bench.end(20_000)
    bench.settle()
    bench.filter("rtt>2ms worker:worker-2")
    expect(bench.board.busy).toBe(true)
    expect(bench.board.count).toBeLessThan(2000)
    for (let slice = 0; slice < 3; slice += 1) {
      bench.end(100)
      bench.frame()
    }
    expect(bench.board.busy).toBe(true)
    expect(bench.settle()).toBeGreaterThan(3)
    const expected = bench.kept
      .slice(-20_000)
      .filter((row) => row.worker === 2 && (roundTripUs(row) ?? 0) > 2000)
    expect(bench.listed()).toEqual(bench.by((row) => -lastStepAt(row), expected))
  })

  it("sorts in slices as a sort in one go would, and goes on as rows come and go", () => {
    const bench = new Bench(20_000, 4)
    bench.end(20_000)
    bench.settle()
    bench.board.ask({ sort: { column: "rtt", descending: true } })
    const before = bench.listed()
    expect(bench.board.busy).toBe(true)
    expect(before.slice(0, 3)).toEqual([20_000, 19_999, 19_998])
    for (let slice = 0; slice < 50; slice += 1) {
      bench.end(100)
      bench.frame()
    }
    bench.settle()
    const rows = bench.kept.slice(-20_000)
    expect(bench.listed()).toEqual(bench.by((row) => -(roundTripUs(row) ?? 0), rows))
  })

  it("puts what has no round trip last, whichever way it is sorted", () => {
    const bench = new Bench()
    bench.end(2)
    bench.log.append(waitingRow({ number: 50, state: "lost", endedAt: bench.nowAt }))
    for (const descending of [true, false]) {
      bench.board.ask({ sort: { column: "rtt", descending } })
      bench.settle()
      expect(bench.listed()).toHaveLength(3)
      expect(bench.listed().at(-1)).toBe(50)
    }
  })

  it("sorts names as people do", () => {
    const bench = new Bench()
    for (const [index, name] of ["client-10", "client-9", "client-1"].entries()) {
      bench.clientNames.set(index, name)
      bench.log.append(returnedRow({ number: index + 1, client: index }))
    }
    bench.board.ask({ sort: { column: "client", descending: false } })
    bench.settle()
    expect(bench.listed()).toEqual([3, 2, 1])
  })

  it("asks again when a name that a filter hangs on becomes known", () => {
    const bench = new Bench()
    bench.log.append(returnedRow({ client: 7 }))
    bench.filter("client:python")
    bench.settle()
    expect(bench.listed()).toEqual([])
    bench.clientNames.set(7, "python")
    bench.version += 1
    bench.settle()
    expect(bench.listed()).toEqual([1])
  })

  it("stands still while it is held, whatever comes, and counts what matches", () => {
    const bench = new Bench(100)
    bench.end(100)
    bench.live.push(waitingRow({ number: 900, receivedAt: bench.nowAt - 300_000 }))
    bench.settle()
    const before = bench.listed()
    bench.board.hold()
    bench.end(30_000)
    bench.settle()
    expect(bench.listed()).toEqual(before)
    expect(bench.board.newer).toBeGreaterThan(0)

    bench.filter("worker:worker-1")
    bench.settle()
    const old = bench.kept.slice(0, 100).filter(({ worker }) => worker === 1)
    expect(bench.listed()).toEqual(bench.by((row) => -lastStepAt(row), old))
    bench.end(3)
    bench.settle()
    const newer = bench.kept.slice(-100).filter(({ worker }) => worker === 1)
    expect(bench.board.newer).toBeGreaterThanOrEqual(newer.length)

    bench.board.follow()
    bench.settle()
    expect(bench.listed()).toEqual(bench.by((row) => -lastStepAt(row), newer))
    expect(bench.board.newer).toBe(0)
  })

  it("places nothing anew while it is held and nothing else is asked", () => {
    const bench = new Bench(100)
    bench.end(100)
    bench.live.push(waitingRow({ number: 900, receivedAt: bench.nowAt - 300_000 }))
    bench.settle()
    bench.board.hold()
    bench.settle()
    using place = vi.spyOn(InFlight.prototype, "place")
    bench.end(50)
    bench.settle()
    expect(bench.board.newer).toBe(50)
    expect(place).not.toHaveBeenCalled()
    bench.filter("outcome:waiting")
    bench.settle()
    expect(bench.listed()).toEqual([900])
  })

  it("is held as it was last shown: nothing moves away under a click", () => {
    const bench = new Bench(100)
    bench.end(300)
    bench.settle()
    const before = bench.listed()
    bench.end(50)
    bench.board.work()
    bench.board.hold()
    bench.settle()
    expect(bench.listed()).toEqual(before)
    expect(bench.board.newer).toBe(50)
  })

  it("is held as it was at a moment, with what was on its way then, whatever is told of it later", () => {
    const bench = new Bench()
    bench.end(2)
    const wantedAt = bench.nowAt + 500
    bench.end(40)
    const long = returnedRow({ number: 800, receivedAt: -500_000, endedAt: bench.nowAt })
    bench.kept.push(long)
    bench.log.append(long)
    bench.board.hold(wantedAt)
    bench.settle()
    const asOfThen = () => {
      const rows = bench.listed().map((number) => bench.kept.find((row) => row.number === number))
      expect(bench.listed()).toContain(800)
      expect(rows.filter((row) => row !== undefined && row.receivedAt > wantedAt)).toEqual([])
      const ended = bench.kept.filter(({ endedAt }) => endedAt !== null && endedAt <= wantedAt)
      expect(bench.listed()).toEqual(expect.arrayContaining(ended.map(({ number }) => number)))
      const states = bench.listed().map((_, at) => bench.board.at(at)?.state)
      expect(states.filter((state) => state === "returned")).toHaveLength(ended.length)
    }
    asOfThen()
    expect(bench.board.nowAt).toBe(wantedAt)
    bench.kept.push(returnedRow({ number: 900, receivedAt: -5000, endedAt: -3000 }))
    bench.log.insert(bench.kept.slice(-1))
    bench.settle()
    asOfThen()
    expect(bench.listed()).toContain(900)
    bench.board.follow()
    bench.settle()
    expect(bench.listed()).toHaveLength(bench.kept.length)
  })

  it("begins anew with another broker, held or not", () => {
    const bench = new Bench()
    bench.end(5)
    bench.board.hold()
    bench.settle()
    bench.log.clear()
    bench.settle()
    expect(bench.listed()).toEqual([])
    expect(bench.board.held).toBe(false)
  })

  it("lists what it is told of the time before its log, and gives it up again", () => {
    const bench = new Bench()
    bench.end(3)
    bench.settle()
    const past = [
      returnedRow({ number: 90, endedAt: 400 }),
      returnedRow({ number: 91, endedAt: 500 }),
      // The log has this time itself.
      returnedRow({ number: 92, endedAt: 2500 }),
    ]
    bench.board.ask({ past })
    bench.settle()
    expect(bench.listed()).toEqual([3, 2, 1, 91, 90])
    expect(bench.board.total).toBe(5)
    expect(bench.board.reachAt).toBe(1000)
    bench.end(1)
    bench.filter("worker:worker-2")
    bench.settle()
    expect(bench.listed()).toEqual([2, 91, 90])
    bench.board.ask({ terms: [], past: [] })
    bench.settle()
    expect(bench.listed()).toEqual([4, 3, 2, 1])
  })

  it("stays held as rows come from before and between, and counts those that ended since", () => {
    const bench = new Bench()
    bench.end(3)
    bench.settle()
    bench.board.hold()
    bench.settle()
    bench.end(2)
    bench.settle()
    bench.log.insert([
      returnedRow({ number: 70, endedAt: 500 }),
      returnedRow({ number: 71, endedAt: 4500 }),
    ])
    bench.settle()
    expect(bench.board.held).toBe(true)
    expect(bench.listed()).toEqual([3, 2, 1])
    expect(bench.board.newer).toBe(3)
    bench.filter("worker:worker-2")
    bench.settle()
    expect(bench.listed()).toEqual([2])
    expect(bench.board.newer).toBe(2)
    bench.board.ask({ terms: [] })
    bench.board.follow()
    bench.settle()
    expect(bench.listed()).toEqual([5, 71, 4, 3, 2, 1, 70])
  })

  it("puts rows from before where they belong", () => {
    const bench = new Bench()
    bench.end(3)
    bench.log.insert([
      returnedRow({ number: 70, endedAt: 500 }),
      returnedRow({ number: 71, endedAt: 1500 }),
    ])
    bench.settle()
    expect(bench.listed()).toEqual([3, 2, 71, 1, 70])
    expect(bench.board.indexOf(71)).toBe(2)
    expect(bench.board.indexOf(71, 4)).toBe(2)
    expect(bench.board.indexOf(72)).toBe(-1)
  })

  it("puts a row that is told anew in place of the one that was known", () => {
    const bench = new Bench()
    bench.end(3)
    bench.log.insert([returnedRow({ number: 2, endedAt: 2000, behind: 7 })])
    bench.settle()
    expect(bench.listed()).toEqual([3, 2, 1])
    expect(bench.board.at(1)?.behind).toBe(7)
    expect(bench.log.find(2)?.behind).toBe(7)
  })

  it("keeps the whole answer on show while names change and it is put again", () => {
    const bench = new Bench(20_000, 1)
    bench.end(9000)
    bench.filter("client:client-4")
    bench.settle()
    expect(bench.board.count).toBe(9000)
    bench.version += 1
    const counts = new Set<number>()
    let frames = 0
    do {
      bench.end(1)
      bench.frame()
      counts.add(bench.board.count)
      frames += 1
    } while (bench.board.busy)
    expect(frames).toBeGreaterThan(1)
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(9000)
    bench.settle()
    expect(bench.board.count).toBe(9000 + frames)
  })

  it("tells of nothing when there is nothing, and of news some thirteen times a second", () => {
    const bench = new Bench()
    const told: number[] = []
    let nowMs = 10_000
    bench.board.subscribe(() => told.push(nowMs))
    const run = (frames: number, rowsAFrame: number) => {
      told.length = 0
      for (let frame = 0; frame < frames; frame += 1) {
        bench.end(rowsAFrame)
        nowMs += 10
        bench.board.work()
        bench.board.notify(nowMs)
      }
      return told.length
    }
    run(1, 0)
    expect(run(100, 0)).toBe(0)
    for (const rowsAFrame of [1, 20]) {
      const times = run(100, rowsAFrame)
      expect(times).toBeGreaterThan(9)
      expect(times).toBeLessThan(15)
    }
  })
})
