import { expect, it } from "vitest"
import { Markers } from "./markers.js"

it("are kept for an hour", () => {
  let nowMs = 0
  const markers = new Markers(() => nowMs)
  markers.add("spawn", "2 clients")
  nowMs = 1000
  markers.add("kill", "worker-1 killed")
  nowMs = 3_600_000
  expect(markers.since(0)).toHaveLength(2)
  expect(markers.since(500)).toEqual([{ atMs: 1000, kind: "kill", text: "worker-1 killed" }])
  nowMs += 1
  expect(markers.since(0)).toHaveLength(1)
})

it("are bounded, the newest kept", () => {
  const markers = new Markers(() => 0)
  for (let count = 1; count <= 6_000; count += 1) markers.add("gap", `${count}`)
  const kept = markers.since(0)
  expect(kept).toHaveLength(5_000)
  expect(kept.at(-1)?.text).toBe("6000")
})

it("move back with a clock that was set back", () => {
  const markers = new Markers(() => 5000)
  markers.add("pause", "paused")
  markers.moveBack(4000)
  expect(markers.since(0)).toEqual([{ atMs: 1000, kind: "pause", text: "paused" }])
  markers.moveBack(0)
  expect(markers.since(0)).toHaveLength(1)
})
