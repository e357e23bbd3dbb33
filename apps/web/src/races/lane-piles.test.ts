import { expect, test } from "vitest"
import { laneLayout, lanePiles } from "./lane-piles.js"
import { laneNow } from "./test-races.js"

const LAYOUT = laneLayout(560, 16, 4)

/** How many are drawn of each pile: dots, and the one in service. */
function drawn(lanes: Parameters<typeof lanePiles>[0]) {
  return lanePiles(lanes, LAYOUT).map((piles) =>
    piles.map(({ dots, hasService }) => dots.length + Number(hasService)),
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
    const spots = new Set(pile.dots.map(({ x, y }) => `${x} ${y}`))
    expect(spots.size).toBe(pile.dots.length)
    for (const { x } of pile.dots) expect(x).toBeGreaterThan(0)
  }
})

test("what cannot be counted is a bar, on one scale for all lanes; small piles stay countable", () => {
  const [a = [], b = []] = lanePiles([laneNow(0, [1001, 3]), laneNow(500, [1, 1])], LAYOUT)
  expect(a.map(({ dots }) => dots.length)).toEqual([0, 0, 2])
  expect(a[1]?.barPx).toBeCloseTo((b[0]?.barPx ?? 0) * 2)
  expect(b.map(({ size }) => size)).toEqual([500, 1, 1])
})

test("on a lane without anybody nothing stands", () => {
  expect(lanePiles([null], LAYOUT)).toEqual([[]])
})
