import { describe, expect, test } from "vitest"
import { fitLabel, LabelMemory, spreadLabels } from "./labels.js"

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

test.each([
  ["worker-1", "", 10, "worker-1"],
  ["worker-12", "", 6, "…er-12"],
  ["worker-1", "120/s", 14, "worker-1 120/s"],
  ["worker-12", "120/s", 10, "…-12 120/s"],
  ["p99", "201 ms", 9, "201 ms"],
  ["worker-12", "1,200/s", 8, "1,200/s"],
])("a label of %s and %j with room for %d reads %s", (name, value, room, text) => {
  expect(fitLabel(name, value, room)).toBe(text)
})
