import { Standing } from "@zmqscope/model"
import type { Envelope } from "@zmqscope/protocol"
import { waitingRow } from "@zmqscope/testkit/samples"
import { describe, expect, it } from "vitest"
import { type End, shortName, workerEnds } from "./ends.js"
import { layOutFlow } from "./layout.js"
import { PileScale, pilesOf, spotOf } from "./piles.js"

const LAYOUT = layOutFlow(860, 345, 16)
const NAMES = ["worker-1", "worker-2", "worker-3", "worker-4"]

/** So many at each place: what waits, and at each worker. */
function standing(waiting: number, atWorkers: readonly number[]): Standing {
  const made = new Standing()
  let number = 0
  const put = (row: Partial<Envelope>, count: number) => {
    for (let at = 0; at < count; at += 1) {
      number += 1
      made.move(waitingRow({ number, ...row }), null, null)
    }
  }
  put({}, waiting)
  for (const [worker, count] of atWorkers.entries()) put({ state: "at-worker", worker }, count)
  return made
}

function piles(waiting: number, atWorkers: readonly number[], form: "rows" | "matrix" = "rows") {
  const rows = form === "rows" ? { topY: 44, rowPx: 58 } : null
  const ends = [...workerEnds(NAMES, rows, LAYOUT).byName.values()]
  const endOf = (worker: number): End => ends[worker] ?? fail(worker)
  const scales = { along: new PileScale(), up: new PileScale() }
  const made = pilesOf(standing(waiting, atWorkers), LAYOUT, endOf, scales, 0)
  return {
    waiting: made.find(({ place }) => place === "waiting"),
    workers: made.filter(({ place }) => place === "worker"),
  }
}

function fail(worker: number): never {
  throw new Error(`no end for worker ${worker}`)
}

describe("what stands", () => {
  it("is drawn one by one while all of it can be counted, the one in service apart", () => {
    const { waiting, workers } = piles(20, [11, 1])
    expect(waiting).toMatchObject({ form: "dots", count: 20 })
    expect(workers).toMatchObject([
      { form: "dots", count: 10, hasService: true, size: 11 },
      { form: "dots", count: 0, hasService: true, size: 1 },
    ])
    const [first] = workers
    const spots = Array.from({ length: 11 }, (_, at) => first && spotOf(first, at))
    expect(spots[0]).toEqual({ x: LAYOUT.serviceX, y: 73 })
    expect(spots.slice(1).every((spot) => (spot?.x ?? 0) <= LAYOUT.backlogX)).toBe(true)
    expect(new Set(spots.map((spot) => JSON.stringify(spot))).size).toBe(11)
  })

  it("is in proportion beyond that, everywhere on one scale, and never cut alike", () => {
    const { waiting, workers } = piles(10_000, [5754, 2926, 3151, 13])
    const lengths = [waiting, ...workers.slice(0, 3)].map((pile) => pile?.lengthPx ?? 0)
    const counts = [10_000, 5753, 2925, 3150]
    for (const [at, length] of lengths.entries()) {
      expect(length / (counts[at] ?? 1)).toBeCloseTo((lengths[0] ?? 0) / 10_000, 6)
    }
    expect([waiting, ...workers].map((pile) => pile?.form)).toEqual([
      "bar",
      "bar",
      "bar",
      "bar",
      "dots",
    ])
    for (const pile of workers)
      expect(pile.lengthPx).toBeLessThan(LAYOUT.backlogX - LAYOUT.workerLevelX + 1)
  })

  it("stands on the lines of a matrix, a line an envelope or in proportion", () => {
    expect(piles(0, [9, 1], "matrix").workers).toMatchObject([
      { form: "stack", count: 9 },
      { form: "stack", count: 1 },
    ])
    const { workers } = piles(0, [4000, 1000, 3], "matrix")
    expect(workers.map(({ form }) => form)).toEqual(["column", "column", "stack"])
    expect((workers[0]?.lengthPx ?? 0) / (workers[1]?.lengthPx ?? 1)).toBeCloseTo(4, 6)
  })

  it("has a scale that grows at once and shrinks late", () => {
    const scale = new PileScale()
    expect(scale.settle(100, 0)).toBe(100)
    expect(scale.settle(500, 100)).toBe(500)
    expect(scale.settle(50, 200)).toBe(500)
    expect(scale.settle(50, 5000)).toBe(50)
  })
})

describe("a matrix", () => {
  it("gives each of many workers a cell of its own, within the flow", () => {
    const names = Array.from({ length: 50 }, (_, at) => `worker-${at + 1}`)
    const ends = workerEnds(names, null, LAYOUT)
    expect(ends.form).toBe("matrix")
    const cells = [...ends.byName.values()]
    expect(new Set(cells.map(({ x, y }) => `${x} ${y}`)).size).toBe(50)
    for (const { x, y, cellPx, roomPx } of cells) {
      expect(x - cellPx / 2).toBeGreaterThan(LAYOUT.dealerX + LAYOUT.radius)
      expect(x + cellPx / 2).toBeLessThanOrEqual(LAYOUT.width)
      expect(y - roomPx).toBeGreaterThanOrEqual(LAYOUT.topY)
      expect(y).toBeLessThan(LAYOUT.height)
    }
  })

  it("shortens names to what tells them apart", () => {
    expect(shortName("worker-12", 200, 16)).toBe("worker-12")
    expect(shortName("worker-12", 30, 16)).toBe("12")
    expect(shortName("ingest-eu-west", 60, 16)).toBe("ingest-…")
    expect(shortName("ingest", 15, 16)).toBe("")
  })
})
