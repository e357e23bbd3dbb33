import { lastStepAt } from "@zmqscope/metrics"
import { returnedRow, waitingRow } from "@zmqscope/testkit/samples"
import { describe, expect, it, vi } from "vitest"
import { TapFixture } from "../../test/tap-fixture.js"
import { InFlight } from "./in-flight.js"

describe("the tap's list while it is held", () => {
  it("stands still while it is held, whatever comes, and counts what matches", () => {
    const tap = new TapFixture(100)
    tap.end(100)
    tap.live.push(waitingRow({ number: 900, receivedAt: tap.nowAt - 300_000 }))
    tap.settle()
    const before = tap.listed()
    tap.board.hold()
    tap.end(30_000)
    tap.settle()
    expect(tap.listed()).toEqual(before)
    expect(tap.board.newer).toBeGreaterThan(0)

    tap.filter("worker:worker-1")
    tap.settle()
    const old = tap.kept.slice(0, 100).filter(({ worker }) => worker === 1)
    expect(tap.listed()).toEqual(tap.by((row) => -lastStepAt(row), old))
    tap.end(3)
    tap.settle()
    const newer = tap.kept.slice(-100).filter(({ worker }) => worker === 1)
    expect(tap.board.newer).toBeGreaterThanOrEqual(newer.length)

    tap.board.follow()
    tap.settle()
    expect(tap.listed()).toEqual(tap.by((row) => -lastStepAt(row), newer))
    expect(tap.board.newer).toBe(0)
  })

  it("places nothing anew while it is held and nothing else is asked", () => {
    const tap = new TapFixture(100)
    tap.end(100)
    tap.live.push(waitingRow({ number: 900, receivedAt: tap.nowAt - 300_000 }))
    tap.settle()
    tap.board.hold()
    tap.settle()
    using place = vi.spyOn(InFlight.prototype, "place")
    tap.end(50)
    tap.settle()
    expect(tap.board.newer).toBe(50)
    expect(place).not.toHaveBeenCalled()
    tap.filter("outcome:waiting")
    tap.settle()
    expect(tap.listed()).toEqual([900])
  })

  it("is held as it was last shown: nothing moves away under a click", () => {
    const tap = new TapFixture(100)
    tap.end(300)
    tap.settle()
    const before = tap.listed()
    tap.end(50)
    tap.board.work()
    tap.board.hold()
    tap.settle()
    expect(tap.listed()).toEqual(before)
    expect(tap.board.newer).toBe(50)
  })

  it("is held as it was at a moment, with what was on its way then, whatever is told of it later", () => {
    const tap = new TapFixture()
    tap.end(2)
    const wantedAt = tap.nowAt + 500
    tap.end(40)
    const long = returnedRow({ number: 800, receivedAt: -500_000, endedAt: tap.nowAt })
    tap.kept.push(long)
    tap.log.append(long)
    tap.board.hold(wantedAt)
    tap.settle()
    const asOfThen = () => {
      const rows = tap.listed().map((number) => tap.kept.find((row) => row.number === number))
      expect(tap.listed()).toContain(800)
      expect(rows.filter((row) => row !== undefined && row.receivedAt > wantedAt)).toEqual([])
      const ended = tap.kept.filter(({ endedAt }) => endedAt !== null && endedAt <= wantedAt)
      expect(tap.listed()).toEqual(expect.arrayContaining(ended.map(({ number }) => number)))
      const states = tap.listed().map((_, at) => tap.board.at(at)?.state)
      expect(states.filter((state) => state === "returned")).toHaveLength(ended.length)
    }
    asOfThen()
    expect(tap.board.nowAt).toBe(wantedAt)
    tap.kept.push(returnedRow({ number: 900, receivedAt: -5000, endedAt: -3000 }))
    tap.log.insert(tap.kept.slice(-1))
    tap.settle()
    asOfThen()
    expect(tap.listed()).toContain(900)
    tap.board.follow()
    tap.settle()
    expect(tap.listed()).toHaveLength(tap.kept.length)
  })

  it("begins anew with another broker, held or not", () => {
    const tap = new TapFixture()
    tap.end(5)
    tap.board.hold()
    tap.settle()
    tap.log.clear()
    tap.settle()
    expect(tap.listed()).toEqual([])
    expect(tap.board.held).toBe(false)
  })

  it("stays held as rows come from before and between, and counts those that ended since", () => {
    const tap = new TapFixture()
    tap.end(3)
    tap.settle()
    tap.board.hold()
    tap.settle()
    tap.end(2)
    tap.settle()
    tap.log.insert([
      returnedRow({ number: 70, endedAt: 500 }),
      returnedRow({ number: 71, endedAt: 4500 }),
    ])
    tap.settle()
    expect(tap.board.held).toBe(true)
    expect(tap.listed()).toEqual([3, 2, 1])
    expect(tap.board.newer).toBe(3)
    tap.filter("worker:worker-2")
    tap.settle()
    expect(tap.listed()).toEqual([2])
    expect(tap.board.newer).toBe(2)
    tap.board.ask({ terms: [] })
    tap.board.follow()
    tap.settle()
    expect(tap.listed()).toEqual([5, 71, 4, 3, 2, 1, 70])
  })
})
