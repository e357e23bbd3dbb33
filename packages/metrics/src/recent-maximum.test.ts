import { expect, test } from "vitest"
import { RecentMaximum } from "./recent-maximum.js"

test("nothing has no largest", () => {
  expect(new RecentMaximum(2).value).toBeNull()
})

test("the largest of the last ones, asked or not while they came", () => {
  const recent = new RecentMaximum(3)
  const found = [5, 9, 1, 2, 3, 4].map((value) => {
    recent.add(value)
    return recent.value
  })
  expect(found).toEqual([5, 9, 9, 9, 3, 4])

  const unasked = new RecentMaximum(3)
  for (const value of [9, 9, 1, 2, 1]) unasked.add(value)
  expect(unasked.value).toBe(2)
})
