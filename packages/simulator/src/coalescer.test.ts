import { expect, test, vi } from "vitest"
import type { Clock } from "./clock.js"
import { Coalescer } from "./coalescer.js"

/** A clock whose one wait ends when it is told to. */
function steppedClock() {
  let nowMs = 0
  const sleepers: (() => void)[] = []
  const waits: number[] = []
  const clock: Clock = {
    nowMs: () => nowMs,
    wait: (wholeMs) => {
      waits.push(wholeMs)
      return new Promise((resolve) => sleepers.push(resolve))
    },
  }
  const elapse = async (ms: number) => {
    nowMs += ms
    for (const wake of sleepers.splice(0)) wake()
    await Promise.resolve()
  }
  return { clock, waits, elapse }
}

test("what is asked for in one go is done once, soon", async () => {
  const { clock, waits, elapse } = steppedClock()
  const action = vi.fn<() => void>()
  const coalescer = new Coalescer(clock, 100, action)
  for (let ask = 0; ask < 5; ask += 1) coalescer.ask()
  expect(action).not.toHaveBeenCalled()
  await elapse(1)
  expect(action).toHaveBeenCalledTimes(1)
  expect(waits).toEqual([1])
})

test("the next action keeps its distance from the last", async () => {
  const { clock, waits, elapse } = steppedClock()
  const action = vi.fn<() => void>()
  const coalescer = new Coalescer(clock, 100, action)
  coalescer.ask()
  await elapse(1)
  await elapse(30)
  coalescer.ask()
  expect(waits).toEqual([1, 70])
  await elapse(70)
  expect(action).toHaveBeenCalledTimes(2)
})

test("nothing is done after it was closed", async () => {
  const { clock, elapse } = steppedClock()
  const action = vi.fn<() => void>()
  const coalescer = new Coalescer(clock, 100, action)
  coalescer.ask()
  coalescer.close()
  await elapse(1)
  expect(action).not.toHaveBeenCalled()
})
