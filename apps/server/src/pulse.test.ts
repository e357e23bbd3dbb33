import { SILENT_MS } from "@zmqscope/protocol"
import { afterEach, beforeEach, expect, it, vi } from "vitest"
import { HUNG_MS, Pulse } from "./pulse.js"

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function startPulse() {
  const onHung = vi.fn()
  const pulse = new Pulse(() => performance.now())
  pulse.expect(onHung)
  return { pulse, onHung }
}

it("counts silence from the last beat, and takes a child for hung once, after 10 s", () => {
  const { pulse, onHung } = startPulse()
  vi.advanceTimersByTime(2_000)
  pulse.beat()
  expect(pulse.silentMs).toBe(0)
  vi.advanceTimersByTime(SILENT_MS)
  expect(pulse.silentMs).toBe(SILENT_MS)
  vi.advanceTimersByTime(HUNG_MS - SILENT_MS - 1)
  expect(onHung).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(onHung).toHaveBeenCalledOnce()
  vi.advanceTimersByTime(10 * HUNG_MS)
  expect(onHung).toHaveBeenCalledOnce()
  expect(pulse.silentMs).toBe(11 * HUNG_MS)
})

it("takes nobody for hung while no child runs, and counts a new one's silence from its start", () => {
  const { pulse, onHung } = startPulse()
  pulse.rest()
  vi.advanceTimersByTime(2 * HUNG_MS)
  expect(onHung).not.toHaveBeenCalled()
  pulse.expect(onHung)
  vi.advanceTimersByTime(HUNG_MS - 1)
  expect(onHung).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(onHung).toHaveBeenCalledOnce()
})

it("takes no time in which this process stood still for the child's silence", () => {
  let nowMs = 0
  const onHung = vi.fn()
  const pulse = new Pulse(() => nowMs)
  pulse.expect(onHung)
  for (let turns = 0; turns < 10; turns += 1) {
    nowMs += 60_000
    vi.advanceTimersByTime(100)
  }
  expect(onHung).not.toHaveBeenCalled()
  expect(pulse.silentMs).toBe(2_000)
})
