import { describe, expect, it } from "vitest"
import {
  backlogRows,
  blockRows,
  blockX,
  blockY,
  clientWireY,
  layOutFlow,
  QUEUE_ROWS,
  workerWireY,
} from "./layout.js"

describe("the layout of the flow", () => {
  it.each([
    [440, 330, 16],
    [832, 346, 16],
    [1900, 560, 20],
  ])("keeps its parts in order and apart, %d by %d", (width, height, rem) => {
    const layout = layOutFlow(width, height, rem)
    const { routerX, dealerX, radius, queueX, queueColumns, pitch, backlogX, backlogColumns } =
      layout
    const xs = [
      layout.clientLevelX,
      routerX - radius,
      routerX + radius,
      queueX - (queueColumns - 1) * pitch,
      queueX,
      dealerX - radius,
      dealerX + radius,
      layout.workerLevelX,
      backlogX - (backlogColumns - 1) * pitch,
      layout.serviceX,
      width,
    ]
    expect(xs).toEqual(xs.toSorted((one, other) => one - other))
    expect(queueColumns).toBeGreaterThan(1)
    expect(layout.lossY - (layout.lossRows - 1) * layout.lossRow).toBeGreaterThan(layout.middleY)
  })

  it("runs wires level to the rows, and from the circles", () => {
    const layout = layOutFlow(800, 340, 16)
    expect(clientWireY(layout, 50, 0)).toBe(50)
    expect(clientWireY(layout, 50, layout.routerX - layout.radius)).toBe(layout.middleY)
    expect(workerWireY(layout, 300, layout.dealerX + layout.radius)).toBe(layout.middleY)
    expect(workerWireY(layout, 300, layout.workerLevelX)).toBe(300)
    expect(workerWireY(layout, 300, layout.width)).toBe(300)
  })

  it("builds blocks from the right, no two dots at one place", () => {
    const count = 40
    const rows = blockRows(count, 5)
    expect(rows).toBe(5)
    const places = Array.from(
      { length: count },
      (_, at) => `${blockX(at, rows, 9)} ${blockY(at, rows, 9)}`,
    )
    expect(new Set(places).size).toBe(count)
    expect(blockX(0, rows, 9)).toBeCloseTo(0)
    expect(blockY(0, rows, 9)).toBeCloseTo(0)
    expect(blockX(count - 1, rows, 9)).toBe(-7 * 9)
    expect(blockRows(4, QUEUE_ROWS)).toBe(1)
  })

  it("fits backlogs between their neighbours", () => {
    const layout = layOutFlow(800, 340, 16)
    for (const spacing of [10, 20, 40, 58, 200]) {
      const rows = backlogRows(layout, spacing)
      expect(rows % 2).toBe(1)
      expect(rows === 1 || rows * layout.pitch <= spacing).toBe(true)
    }
  })
})
