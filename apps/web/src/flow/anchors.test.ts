import { beforeEach, describe, expect, it } from "vitest"
import { Anchors } from "./anchors.js"

const WINDOW = { top: 40, bottom: 340, scrollTop: 0, rowPx: 30 }
const BOTTOM = 330

let anchors: Anchors

beforeEach(() => {
  anchors = new Anchors()
})

function names(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `worker-${at + 1}`)
}

function settle(): void {
  for (let turn = 0; turn < 200; turn += 1) anchors.step(16, false)
}

describe("anchors", () => {
  it("are level with the rows while all are in sight", () => {
    anchors.place(names(3), WINDOW, BOTTOM)
    expect(names(3).map((name) => anchors.of(name).y)).toEqual([55, 85, 115])
    expect(anchors.groups()).toEqual([])
  })

  it("come together at the end of the list when there are many", () => {
    anchors.place(names(200), WINDOW, BOTTOM)
    const [group] = anchors.groups()
    const single = names(200).filter((name) => !anchors.of(name).grouped)
    expect(group).toEqual({ y: BOTTOM, count: 200 - single.length })
    expect(single.length).toBe(9)
    expect(anchors.of("worker-200").y).toBe(BOTTOM)
    for (const name of single) expect(anchors.of(name).y).toBeLessThan(BOTTOM - 20)
  })

  it("follow the list as it scrolls, with a group at either end", () => {
    anchors.place(names(200), { ...WINDOW, scrollTop: 600 }, BOTTOM)
    const [above, below] = anchors.groups()
    expect(above?.count).toBeGreaterThanOrEqual(20)
    expect(below?.count).toBeGreaterThan(160)
    expect(anchors.of("worker-1").grouped).toBe(true)
    expect(anchors.of("worker-25")).toMatchObject({ grouped: false, y: 40 + 24.5 * 30 - 600 })
  })

  it("stay where they were when one below goes, and move up when one above does", () => {
    anchors.place(names(3), WINDOW, BOTTOM)
    settle()
    anchors.place(["worker-2"], WINDOW, BOTTOM)
    expect(anchors.of("worker-2")).toMatchObject({ y: 85, targetY: 55 })
    expect(anchors.step(16, false)).toBe(true)
    expect(anchors.of("worker-2").y).toBeLessThan(85)
    settle()
    expect(anchors.of("worker-2").y).toBe(55)
  })

  it("fade in and out, and remain a while for dots that are on their way", () => {
    anchors.place(names(1), WINDOW, BOTTOM)
    expect(anchors.of("worker-1").opacity).toBe(0)
    anchors.step(100, false)
    expect(anchors.of("worker-1").opacity).toBeGreaterThan(0)
    settle()
    expect(anchors.of("worker-1").opacity).toBe(1)
    anchors.place([], WINDOW, BOTTOM)
    anchors.step(1000, false)
    expect(anchors.of("worker-1")).toMatchObject({ opacity: 0, gone: true, y: 55 })
    anchors.step(10_000, false)
    expect([...anchors.values()]).toEqual([])
  })

  it("are the next row's for a peer that no list knows yet", () => {
    anchors.place(names(2), WINDOW, BOTTOM)
    expect(anchors.of("worker-3").y).toBe(40 + 2.5 * 30)
  })

  it("do not move where motion is not wanted", () => {
    anchors.place(names(2), WINDOW, BOTTOM)
    anchors.place(["worker-2"], WINDOW, BOTTOM)
    anchors.step(16, true)
    expect(anchors.of("worker-2")).toMatchObject({ y: 55, opacity: 1 })
  })
})
