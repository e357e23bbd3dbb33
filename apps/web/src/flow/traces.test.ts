import { describe, expect, it } from "vitest"
import { layOutFlow } from "./layout.js"
import { Traces } from "./traces.js"

const LAYOUT = layOutFlow(860, 345, 16)
const END = { name: "", x: LAYOUT.width, y: 100, levelX: 700, roomPx: 100, rows: 3, cellPx: 0 }

/** How many of 20,000 envelopes in a row are traced when so many pass in a second. */
function tracedOf(perSecond: number): number {
  const traces = new Traces()
  traces.thin(perSecond)
  let traced = 0
  for (let number = 1; number <= 20_000; number += 1) {
    traces.add(number, "asked", 0, 0, 0)
    traced += traces.size
    traces.clear()
  }
  return traced
}

describe("traces", () => {
  it("are of every envelope while few pass", () => {
    expect(tracedOf(30)).toBe(20_000)
  })

  it("grow ever denser with the rate, and by no steps", () => {
    let before = 0
    for (let rate = 10; rate < 20_000; rate *= 1.1) {
      const perSecond = (tracedOf(rate) / 20_000) * rate
      expect(perSecond).toBeGreaterThan(before * 0.97)
      if (before > 0) expect(perSecond).toBeLessThan(before * 1.15)
      before = perSecond
    }
    expect(before).toBeLessThan(100)
  })

  it("run along their way and are gone, and to a worker that has gone none runs", () => {
    const traces = new Traces()
    traces.add(1, "dealt", 0, 4, 1000)
    traces.add(2, "dealt", 0, 5, 1000)
    const streaks = (nowMs: number) => traces.streaks(LAYOUT, nowMs, () => END)
    const [first] = streaks(1100)
    expect(first?.toX).toBeGreaterThan(first?.fromX ?? 0)
    expect((first?.toX ?? 0) - (first?.fromX ?? 0)).toBeLessThan(60)
    expect(streaks(1200)[0]?.fromX).toBeGreaterThan(first?.fromX ?? 0)
    traces.drop(4)
    expect(streaks(1200).map(({ worker }) => worker)).toEqual([5])
    expect(streaks(1400)).toEqual([])
    expect(traces.size).toBe(0)
  })
})
