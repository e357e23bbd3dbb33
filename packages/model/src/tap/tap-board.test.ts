import { lastStepAt } from "@zmqscope/metrics"
import { returnedRow, waitingRow } from "@zmqscope/testkit/samples"
import { describe, expect, it } from "vitest"
import { TapFixture } from "../../test/tap-fixture.js"
import { roundTripUs } from "../moments.js"

describe("the tap's list", () => {
  it("is a log: what ended last is on top", () => {
    const tap = new TapFixture()
    tap.end(5)
    tap.settle()
    expect(tap.listed()).toEqual([5, 4, 3, 2, 1])
    tap.board.ask({ sort: { column: "time", descending: false } })
    tap.settle()
    tap.end(1)
    tap.frame()
    expect(tap.listed()).toEqual([1, 2, 3, 4, 5, 6])
  })

  it("keeps as many as it is told, the latest", () => {
    const tap = new TapFixture(100)
    tap.filter("worker:worker-1")
    tap.end(12_345)
    tap.settle()
    tap.end(12_345)
    tap.settle()
    const expected = tap.kept.slice(-100).filter(({ worker }) => worker === 1)
    expect(tap.listed()).toEqual(tap.by((row) => -lastStepAt(row), expected))
    expect(tap.board.total).toBe(100)
  })

  it("lists what is in flight once it has been so for a while, where its last step belongs", () => {
    const tap = new TapFixture()
    tap.end(3)
    const stuck = waitingRow({ number: 900, receivedAt: tap.nowAt - 1500 })
    const passing = waitingRow({ number: 901, receivedAt: tap.nowAt })
    tap.live.push(stuck, passing)
    tap.settle()
    expect(tap.listed()).toEqual([3, 2, 1])
    tap.nowAt += 249_999
    tap.frame()
    expect(tap.listed()).toEqual([3, 2, 900, 1])
    tap.filter("outcome:waiting")
    tap.nowAt += 1
    tap.settle()
    expect(tap.listed()).toEqual([901, 900])
    expect(tap.board.count).toBe(2)
    expect(tap.board.total).toBe(5)
    tap.filter("outcome:lost")
    tap.settle()
    expect([tap.board.count, tap.board.total]).toEqual([0, 5])
  })

  it("finds in slices what a filter in one go would, while rows come and go", () => {
    const tap = new TapFixture(20_000, 4)
    tap.end(20_000)
    tap.settle()
    tap.filter("rtt>2ms worker:worker-2")
    expect(tap.board.busy).toBe(true)
    expect(tap.board.count).toBeLessThan(2000)
    for (let slice = 0; slice < 3; slice += 1) {
      tap.end(100)
      tap.frame()
    }
    expect(tap.board.busy).toBe(true)
    expect(tap.settle()).toBeGreaterThan(3)
    const expected = tap.kept
      .slice(-20_000)
      .filter((row) => row.worker === 2 && (roundTripUs(row) ?? 0) > 2000)
    expect(tap.listed()).toEqual(tap.by((row) => -lastStepAt(row), expected))
  })

  it("sorts in slices as a sort in one go would, and goes on as rows come and go", () => {
    const tap = new TapFixture(20_000, 4)
    tap.end(20_000)
    tap.settle()
    tap.board.ask({ sort: { column: "rtt", descending: true } })
    const before = tap.listed()
    expect(tap.board.busy).toBe(true)
    expect(before.slice(0, 3)).toEqual([20_000, 19_999, 19_998])
    for (let slice = 0; slice < 50; slice += 1) {
      tap.end(100)
      tap.frame()
    }
    tap.settle()
    const rows = tap.kept.slice(-20_000)
    expect(tap.listed()).toEqual(tap.by((row) => -(roundTripUs(row) ?? 0), rows))
  })

  it("puts what has no round trip last, whichever way it is sorted", () => {
    const tap = new TapFixture()
    tap.end(2)
    tap.log.append(waitingRow({ number: 50, state: "lost", endedAt: tap.nowAt }))
    for (const descending of [true, false]) {
      tap.board.ask({ sort: { column: "rtt", descending } })
      tap.settle()
      expect(tap.listed()).toHaveLength(3)
      expect(tap.listed().at(-1)).toBe(50)
    }
  })

  it("sorts names as people do", () => {
    const tap = new TapFixture()
    for (const [index, name] of ["client-10", "client-9", "client-1"].entries()) {
      tap.clientNames.set(index, name)
      tap.log.append(returnedRow({ number: index + 1, client: index }))
    }
    tap.board.ask({ sort: { column: "client", descending: false } })
    tap.settle()
    expect(tap.listed()).toEqual([3, 2, 1])
  })

  it("asks again when a name that a filter hangs on becomes known", () => {
    const tap = new TapFixture()
    tap.log.append(returnedRow({ client: 7 }))
    tap.filter("client:python")
    tap.settle()
    expect(tap.listed()).toEqual([])
    tap.clientNames.set(7, "python")
    tap.version += 1
    tap.settle()
    expect(tap.listed()).toEqual([1])
  })

  it("lists what it is told of the time before its log, and gives it up again", () => {
    const tap = new TapFixture()
    tap.end(3)
    tap.settle()
    const past = [
      returnedRow({ number: 90, endedAt: 400 }),
      returnedRow({ number: 91, endedAt: 500 }),
      // The log has this time itself.
      returnedRow({ number: 92, endedAt: 2500 }),
    ]
    tap.board.ask({ past })
    tap.settle()
    expect(tap.listed()).toEqual([3, 2, 1, 91, 90])
    expect(tap.board.total).toBe(5)
    expect(tap.board.reachAt).toBe(1000)
    tap.end(1)
    tap.filter("worker:worker-2")
    tap.settle()
    expect(tap.listed()).toEqual([2, 91, 90])
    tap.board.ask({ terms: [], past: [] })
    tap.settle()
    expect(tap.listed()).toEqual([4, 3, 2, 1])
  })

  it("puts rows from before where they belong", () => {
    const tap = new TapFixture()
    tap.end(3)
    tap.log.insert([
      returnedRow({ number: 70, endedAt: 500 }),
      returnedRow({ number: 71, endedAt: 1500 }),
    ])
    tap.settle()
    expect(tap.listed()).toEqual([3, 2, 71, 1, 70])
    expect(tap.board.indexOf(71)).toBe(2)
    expect(tap.board.indexOf(71, 4)).toBe(2)
    expect(tap.board.indexOf(72)).toBe(-1)
  })

  it("puts a row that is told anew in place of the one that was known", () => {
    const tap = new TapFixture()
    tap.end(3)
    tap.log.insert([returnedRow({ number: 2, endedAt: 2000, behind: 7 })])
    tap.settle()
    expect(tap.listed()).toEqual([3, 2, 1])
    expect(tap.board.at(1)?.behind).toBe(7)
    expect(tap.log.find(2)?.behind).toBe(7)
  })

  it("keeps the whole answer on show while names change and it is put again", () => {
    const tap = new TapFixture(20_000, 1)
    tap.end(9000)
    tap.filter("client:client-4")
    tap.settle()
    expect(tap.board.count).toBe(9000)
    tap.version += 1
    const counts = new Set<number>()
    let frames = 0
    do {
      tap.end(1)
      tap.frame()
      counts.add(tap.board.count)
      frames += 1
    } while (tap.board.busy)
    expect(frames).toBeGreaterThan(1)
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(9000)
    tap.settle()
    expect(tap.board.count).toBe(9000 + frames)
  })

  it("tells of nothing when there is nothing, and of news some eight times a second", () => {
    const tap = new TapFixture()
    const told: number[] = []
    let nowMs = 10_000
    tap.board.subscribe(() => told.push(nowMs))
    const run = (frames: number, rowsAFrame: number) => {
      told.length = 0
      for (let frame = 0; frame < frames; frame += 1) {
        tap.end(rowsAFrame)
        nowMs += 10
        tap.board.work()
        tap.board.notify(nowMs)
      }
      return told.length
    }
    run(1, 0)
    expect(run(100, 0)).toBe(0)
    for (const rowsAFrame of [1, 20]) {
      const times = run(100, rowsAFrame)
      expect(times).toBeGreaterThan(6)
      expect(times).toBeLessThan(10)
    }
  })
})
