import { expect, test } from "vitest"
import { laneNow } from "../../../test/support/races.js"
import { spotOf } from "../../flow/piles.js"
import { laneLayout, lanePiles } from "./lane-piles.js"

const LAYOUT = laneLayout(560, 16, 4)

/** How many are drawn of each pile: dots, and the one in service. */
function drawn(lanes: Parameters<typeof lanePiles>[0]) {
  return lanePiles(lanes, LAYOUT).map((piles) =>
    piles.map(({ count, hasService, size }) => count + Number(hasService && size > 0)),
  )
}

test("exactly as many are drawn as stand there, the one in service before the others", () => {
  expect(drawn([laneNow(5, [3, 1, 0, 9]), laneNow(0, [1, 1, 1, 1])])).toEqual([
    [5, 3, 1, 0, 9],
    [0, 1, 1, 1, 1],
  ])
})

test("no two stand at one place, and none beyond the room", () => {
  for (const pile of lanePiles([laneNow(40, [30, 2, 0, 0])], LAYOUT).flat()) {
    expect(pile.form).toBe("dots")
    const dots = Array.from({ length: pile.size }, (_, at) => spotOf(pile, at))
    const spots = new Set(dots.map(({ x, y }) => `${x} ${y}`))
    expect(spots.size).toBe(pile.size)
    for (const { x } of dots) expect(x).toBeGreaterThan(0)
  }
})

test("what cannot be counted is a bar, on one scale for all lanes; small piles stay countable", () => {
  const [a = [], b = []] = lanePiles([laneNow(0, [1001, 3]), laneNow(500, [1, 1])], LAYOUT)
  expect(a.map(({ form }) => form)).toEqual(["dots", "bar", "dots"])
  expect(a[1]?.lengthPx).toBeCloseTo((b[0]?.lengthPx ?? 0) * 2)
  expect(b.map(({ size }) => size)).toEqual([500, 1, 1])
})

test("on a lane without anybody nothing stands", () => {
  expect(lanePiles([null], LAYOUT)).toEqual([[]])
})

test("rows of many workers stand closer, each pile in a row of its own", () => {
  const [few, many] = [laneLayout(400, 16, 4), laneLayout(400, 16, 20)]
  expect(many.height).toBeLessThan(20 * few.rowPx)
  expect(many.backlogRows * many.pitch).toBeLessThan(many.rowPx)
  expect(few.backlogRows * few.pitch).toBeLessThan(few.rowPx)
})
