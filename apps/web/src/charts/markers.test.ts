import type { Marker } from "@zmqscope/protocol"
import { describe, expect, test } from "vitest"
import { nameMarker, placeMarkers } from "./Markers.js"

const ROOM = {
  left: 0,
  right: 1000,
  widthPx: 1080,
  remPx: 15,
  span: { fromMs: 0, toMs: 1000 },
  x: (ms: number) => ms,
}
/** Of a character at this size. */
const CHARACTER_PX = 6
const marker = (atMs: number, text: string): Marker => ({ atMs, kind: "kill", text })

describe("markers", () => {
  test("each stands at its time with its text", () => {
    const placed = placeMarkers(
      [marker(700, "worker-2 killed"), marker(300, "worker-3 slowed")],
      ROOM,
    )
    expect(placed.map(({ x, text, label }) => [x, label && text])).toEqual([
      [300, "worker-3 slowed"],
      [700, "worker-2 killed"],
    ])
  })

  test("outside of the window there are none", () => {
    expect(placeMarkers([marker(-1, "too early"), marker(1001, "too late")], ROOM)).toEqual([])
  })

  test("near ones collapse into one that counts the others", () => {
    const placed = placeMarkers(
      [0, 4, 8].map((more) => marker(500 + more, `worker-${more} killed`)),
      ROOM,
    )
    expect(placed).toHaveLength(1)
    expect(placed[0]?.text).toBe("worker-8 killed +2")
    expect(placed[0]?.markers).toHaveLength(3)
  })

  test("a text that would run into the next is left out, and none is cut", () => {
    const long = "worker-12345 was killed by hand"
    const [without, next] = placeMarkers([marker(100, long), marker(220, "next")], ROOM)
    expect(without?.label).toBeNull()
    expect(next?.label).not.toBeNull()
  })

  test("one that is pointed at says all there is to say, whatever stands beside it", () => {
    const many = [0, 1, 2, 3, 4].map((at) => marker(500 + at, `worker-${at} killed`))
    const [placed] = placeMarkers([...many, marker(530, "next")], ROOM)
    if (placed === undefined) throw new Error("there is one")
    expect(nameMarker(placed, ROOM)).toMatchObject({
      text: "worker-2 killed, worker-3 killed, worker-4 killed +2",
      label: { anchor: "start" },
    })
    expect(nameMarker({ ...placed, x: 900 }, ROOM).label?.anchor).toBe("end")
  })

  test("a text too near the right end stands on the left of its rule", () => {
    const [placed] = placeMarkers([marker(998, "worker-2 was killed")], ROOM)
    expect(placed).toMatchObject({ text: "worker-2 was killed", label: { anchor: "end" } })
  })

  test("however many there are, rules and texts keep their distance", () => {
    const many = Array.from({ length: 500 }, (_, index) =>
      marker(index * 2, `worker-${index} killed`),
    )
    const placed = placeMarkers(many, ROOM)
    expect(placed.reduce((sum, { markers }) => sum + markers.length, 0)).toBe(500)
    const distances = placed.slice(1).map(({ x }, index) => x - (placed[index]?.x ?? 0))
    expect(Math.min(...distances)).toBeGreaterThanOrEqual(14)
  })

  test.each([20, 35, 60, 90, 150, 400])(
    "one every %d px, no text runs over another or a rule",
    (pitch) => {
      const row = Array.from({ length: Math.floor(1000 / pitch) }, (_, index) =>
        marker(50 + index * pitch, `worker-${index} killed`),
      )
      const placed = placeMarkers(row, ROOM)
      const taken = placed.flatMap(({ text, label }) => {
        if (label === null) return []
        const widthPx = text.length * CHARACTER_PX
        const from = label.anchor === "start" ? label.x : label.x - widthPx
        return [{ from, to: from + widthPx }]
      })
      for (const [index, { to }] of taken.entries()) {
        expect(to).toBeLessThanOrEqual(taken[index + 1]?.from ?? Number.POSITIVE_INFINITY)
      }
      for (const { from, to } of taken) {
        expect(placed.filter(({ x }) => x > from && x < to)).toEqual([])
      }
    },
  )
})
