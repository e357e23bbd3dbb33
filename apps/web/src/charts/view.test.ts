import { timeOfDay } from "@zmqscope/metrics"
import { type ChartPoint, gapPoint, lastPoint } from "@zmqscope/model"
import { describe, expect, test } from "vitest"
import type { ChartProps, Series } from "./types.js"
import {
  activeSeries,
  emptyText,
  gapText,
  highestOf,
  isSameView,
  momentText,
  spanOf,
} from "./view.js"

const quiet = (t: number): ChartPoint => ({ ...gapPoint(t, 500, "away", 0), gap: null })
const chart: ChartProps = {
  points: [quiet(99_500), quiet(100_000)],
  workers: [],
  markers: [],
  pins: [],
  windowMs: 60_000,
  nowMs: 100_250,
  frozen: false,
  reachMs: null,
  span: null,
  onSelectSpan: () => {},
  hidden: new Set(),
  latencyView: "percentiles",
  onTurnLatencyView: () => {},
}

describe("what is shown", () => {
  test("ends at a whole slot", () => {
    expect(spanOf(chart)).toEqual({ fromMs: 40_000, toMs: 100_000 })
  })

  test("ends at the last point when that is part of an open slot", () => {
    const five = { ...chart, windowMs: 300_000, points: [quiet(101_300)], nowMs: 101_400 }
    expect(spanOf(five).toMs).toBe(101_300)
  })

  test("is the same while now moves within a slot", () => {
    expect(isSameView(chart, { ...chart, nowMs: 100_499 })).toBe(true)
    expect(isSameView(chart, { ...chart, nowMs: 100_500 })).toBe(false)
    expect(isSameView(chart, { ...chart, markers: [] })).toBe(false)
    expect(isSameView(chart, { ...chart, hidden: new Set(["p99"]) })).toBe(false)
    expect(isSameView(chart, { ...chart, span: { fromMs: 50_000, toMs: 60_000 } })).toBe(false)
  })

  test("the last point is the last with data", () => {
    const points = [quiet(1000), gapPoint(1500, 500, "missed", 3)]
    expect(lastPoint(points)?.t).toBe(1000)
    expect(lastPoint([])).toBeUndefined()
  })
})

describe("why a chart is empty", () => {
  test("no data at all, or only a gap", () => {
    expect(emptyText({ ...chart, points: [] })).toBe("No data yet")
    expect(emptyText({ ...chart, points: [gapPoint(1000, 500, "away", 0)] })).toBe("No data yet")
    expect(emptyText({ ...chart, points: [], frozen: true })).toBe("No data of that time")
  })

  test("what was before is not there yet", () => {
    expect(emptyText({ ...chart, points: [], isLoading: true })).toBe("Loading…")
    expect(emptyText({ ...chart, isLoading: true })).toBe("Loading…")
  })

  test("requests there were, of which records are missing", () => {
    const points = [gapPoint(1000, 500, "missed", 1200), gapPoint(1500, 500, "missed", 34)]
    expect(emptyText({ ...chart, points })).toBe("Not seen whole: 1,234 records missed")
  })

  test.each([
    [60_000, "No requests in the last minute"],
    [900_000, "No requests in the last 15 minutes"],
    [3_600_000, "No requests in the last hour"],
  ])("nothing in a window of %d ms", (windowMs, text) => {
    expect(emptyText({ ...chart, windowMs })).toBe(text)
    expect(emptyText({ ...chart, windowMs, frozen: true })).toBe(
      `${text.replace("last ", "")} shown`,
    )
  })

  test("it is not when anything waits, stands at a worker or was returned", () => {
    for (const busy of [
      { waiting: 1 },
      { unseen: 1 },
      { outstanding: new Map([[1, 1]]) },
      { returnedPerSecond: 0.5 },
    ]) {
      expect(emptyText({ ...chart, points: [{ ...quiet(1000), ...busy }] })).toBeNull()
    }
  })

  test("one of replies is, while all that came waits", () => {
    const textOf = (busy: Partial<ChartPoint>) =>
      emptyText({ ...chart, points: [{ ...quiet(1000), ...busy }] }, true)
    expect(textOf({ waiting: 1 })).toBe("No replies in the last minute")
    expect(textOf({ waiting: 1, returnedPerSecond: 2 })).toBeNull()
    expect(textOf({})).toBe("No requests in the last minute")
  })
})

const band = (id: string, read: Series["read"]): Series => ({
  id,
  name: id,
  colour: "grey",
  shape: "area",
  read,
})
const WAITING = band("waiting", ({ waiting }) => waiting)
const UNSEEN = band("unseen", ({ unseen }) => unseen)
const points: readonly ChartPoint[] = [2, 4, 6].map((waiting, at) => ({
  ...gapPoint(at * 500, 500, "away", 0),
  gap: null,
  waiting,
  unseen: 20,
}))

describe("a stack", () => {
  test("is as high as the highest sum", () => {
    expect(highestOf(points, [WAITING, UNSEEN])).toBe(26)
    expect(highestOf(points, [WAITING])).toBe(6)
    expect(highestOf([], [WAITING])).toBe(0)
  })

  test("bands that are flat are left out", () => {
    expect(activeSeries(points, [WAITING, band("flat", () => 0), band("gap", () => null)])).toEqual(
      [WAITING],
    )
  })
})

test("what is read is so long ago while time goes on", () => {
  const textAt = (t: number, frozen: boolean) =>
    momentText({ t }, { ...chart, points: [], nowMs: 300_000, frozen })
  expect(textAt(295_000, false)).toBe(`${timeOfDay(295_000)}, 5 s ago`)
  expect(textAt(60_000, false)).toBe(`${timeOfDay(60_000)}, 4 min ago`)
  expect(textAt(295_000, true)).toBe(timeOfDay(295_000))
})

test("gaps say what is missing", () => {
  expect(gapText(gapPoint(295_000, 500, "missed", 3))).toBe("no data: 3 records missed")
  expect(gapText(gapPoint(295_000, 500, "away", 0))).toBe("no data")
  expect(gapText({ ...gapPoint(295_000, 500, "away", 0), gap: null })).toBeUndefined()
})
