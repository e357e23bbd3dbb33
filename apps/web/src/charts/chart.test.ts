import { expect, test } from "vitest"
import { timeOfDay } from "../format.js"
import { gapPoint } from "../model/index.js"
import { gapText, timeText } from "./Chart.js"

const SPAN = { fromMs: 0, toMs: 300_000 }

test("what is read is so long ago while time goes on", () => {
  const textAt = (t: number, frozen: boolean) =>
    timeText({ ...gapPoint(t, 500, "away", 0), gap: null }, SPAN, frozen)
  expect(textAt(295_000, false)).toBe(`${timeOfDay(295_000)}, 5 s ago`)
  expect(textAt(60_000, false)).toBe(`${timeOfDay(60_000)}, 4 min ago`)
  expect(textAt(295_000, true)).toBe(timeOfDay(295_000))
})

test("gaps say what is missing", () => {
  expect(gapText(gapPoint(295_000, 500, "missed", 3))).toBe("no data: 3 records missed")
  expect(gapText(gapPoint(295_000, 500, "away", 0))).toBe("no data")
  expect(gapText({ ...gapPoint(295_000, 500, "away", 0), gap: null })).toBeUndefined()
})
