import { expect, test } from "vitest"
import { gapPoint } from "../model/index.js"
import { timeOfDay } from "./axis.js"
import { valueText } from "./Readout.js"

const SPAN = { fromMs: 0, toMs: 300_000 }
const readout = () => [
  { id: "p99", name: "p99", colour: "", shape: "line" as const, value: "4.2 ms" },
]

test("values stand at their time, which is so long ago while time goes on", () => {
  const textAt = (t: number, frozen: boolean) =>
    valueText({ ...gapPoint(t, 500, "away", 0), gap: null }, SPAN, frozen, readout)
  expect(textAt(295_000, false)).toBe(`${timeOfDay(295_000)}, 5 s ago: p99 4.2 ms`)
  expect(textAt(60_000, false)).toBe(`${timeOfDay(60_000)}, 4 min ago: p99 4.2 ms`)
  expect(textAt(295_000, true)).toBe(`${timeOfDay(295_000)}: p99 4.2 ms`)
})

test("gaps say what is missing", () => {
  const missed = gapPoint(295_000, 500, "missed", 3)
  expect(valueText(missed, SPAN, true, readout)).toContain("no data: 3 records missed")
  expect(valueText(undefined, SPAN, true, readout)).toBe("no data")
})
