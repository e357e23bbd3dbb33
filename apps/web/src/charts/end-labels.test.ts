import { type ChartPoint, gapPoint } from "@zmqscope/model"
import { describe, expect, test } from "vitest"
import { placeLabels } from "./EndLabels.js"
import type { Series } from "./types.js"

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
  const asIs = (_: Series, value: number) => value
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

  test("one of a line that has ended stands where it did, quietly", () => {
    const ended: Series = { ...waiting, shape: "line", read: ({ t }) => (t < 500 ? 7 : null) }
    const later = Array.from({ length: 8 }, (_, at) => ({
      ...gapPoint(at * 500, 500, "away", 0),
      gap: null,
    }))
    const [label] = placeLabels(later, [ended], new Set(), asIs)
    expect(label).toMatchObject({ isOver: true, at: 7 })
    expect(placed([waiting])[0]).toMatchObject({ isOver: false })
  })

  test("one of the other axis stands where its line ends, and stays", () => {
    const aside = { least: 1, format: String }
    const line: Series = { ...waiting, shape: "line", aside }
    const [label] = placeLabels(points, [line], new Set(), (_, value) => value * 10)
    expect(label).toMatchObject({ at: 40, weight: Number.POSITIVE_INFINITY })
  })
})
