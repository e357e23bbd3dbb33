import { describe, expect, test } from "vitest"
import { type ChartPoint, gapPoint } from "../model/index.js"
import { placeLabels } from "./EndLabels.js"
import { fitLabel, LabelMemory, spreadLabels } from "./labels.js"
import type { Series } from "./types.js"

const ROOM = { top: 0, bottom: 100, pitch: 14 }
const label = (id: string, y: number, weight = 1) => ({ id, y, weight })

describe("spreading labels", () => {
  test("those with room stand where they want to", () => {
    const places = spreadLabels([label("a", 10), label("b", 60)], ROOM)
    expect([...places]).toEqual([
      ["a", 10],
      ["b", 60],
    ])
  })

  test("near ones move apart and stay within the room", () => {
    const places = [
      ...spreadLabels([label("a", 97), label("b", 98), label("c", 99)], ROOM).values(),
    ]
    expect(places).toEqual([72, 86, 100])
  })

  test("when there is no room for all, the lightest go", () => {
    const many = Array.from({ length: 12 }, (_, index) => label(`${index}`, index * 8, index))
    const places = spreadLabels(many, ROOM)
    expect([...places.keys()]).toEqual(["4", "5", "6", "7", "8", "9", "10", "11"])
  })
})

describe("remembering labels", () => {
  test("a label stays put while it wants to move but little", () => {
    const memory = new LabelMemory()
    memory.settle([label("a", 50)], 14)
    expect(memory.settle([label("a", 53)], 14)[0]?.y).toBe(50)
    expect(memory.settle([label("a", 56)], 14)[0]?.y).toBe(56)
  })

  test("neighbours keep their order until one has clearly passed the other", () => {
    const memory = new LabelMemory()
    memory.settle([label("a", 40), label("b", 50)], 14)
    expect(memory.settle([label("a", 55), label("b", 50)], 14).map(({ id }) => id)).toEqual([
      "a",
      "b",
    ])
    expect(memory.settle([label("a", 60), label("b", 50)], 14).map(({ id }) => id)).toEqual([
      "b",
      "a",
    ])
  })
})

describe("placing labels", () => {
  const band = (id: string, read: Series["read"]): Series => ({
    id,
    name: id,
    colour: "grey",
    shape: "area",
    read,
  })
  const waiting = band("waiting", (point) => point.waiting)
  const unseen = band("unseen", (point) => point.unseen)
  const points: readonly ChartPoint[] = [2, 4, 6].map((count, at) => ({
    ...gapPoint(at * 500, 500, "away", 0),
    gap: null,
    waiting: count,
    unseen: 20,
  }))
  const asIs = (value: number) => value
  const placed = (series: readonly Series[], hidden: string[] = []) =>
    placeLabels(points, series, new Set(hidden), asIs)

  test("puts them at the middle of their bands, and the thickest stands out", () => {
    expect(placed([waiting, unseen]).map(({ id, at, strong }) => [id, at, strong])).toEqual([
      ["waiting", 2, false],
      ["unseen", 14, true],
    ])
  })

  test("a hidden band keeps a label, and takes no room", () => {
    expect(placed([waiting, unseen], ["waiting"]).map(({ id, at }) => [id, at])).toEqual([
      ["waiting", 0],
      ["unseen", 10],
    ])
  })

  test("one of a worker that has gone keeps a label, at the bottom and the first to go", () => {
    const gone: Series = { ...band("worker:1", () => 5), shape: "line", isAt: () => false }
    const [label] = placed([gone])
    expect(label).toMatchObject({ hasGone: true, at: 0, weight: 0 })
    expect(placed([{ ...gone, isAt: () => true }])[0]).toMatchObject({ hasGone: false, at: 5 })
  })

  test("one of the other axis stands where its line ends, and stays", () => {
    const aside = { leastCeiling: 1, format: String }
    const line: Series = { ...waiting, shape: "line", aside }
    const [label] = placeLabels(points, [line], new Set(), (value) => value * 10)
    expect(label).toMatchObject({ at: 40, weight: Number.POSITIVE_INFINITY })
  })
})

test.each([
  ["worker-1", "", 10, "worker-1"],
  ["worker-12", "", 6, "…er-12"],
  ["worker-1", "120/s", 14, "worker-1 120/s"],
  ["worker-12", "120/s", 10, "…-12 120/s"],
  ["worker-12", "1,200/s", 8, "1,200/s"],
])("a label of %s and %j with room for %d reads %s", (name, value, room, text) => {
  expect(fitLabel(name, value, room)).toBe(text)
})
