import { expect, test } from "vitest"
import { LateClock } from "../test/late-clock.js"
import { FairWait } from "./fair-wait.js"

const { signal } = new AbortController()

test.each([0.1, 0.5, 1.3, 7.25, 40])(
  "many waits of %d ms take that long on average, though timers are whole and late",
  async (ms) => {
    const clock = new LateClock(0.7)
    const fair = new FairWait(clock)
    for (let wait = 0; wait < 1000; wait += 1) await fair.wait(ms, signal)
    expect(clock.nowMs() / 1000).toBeCloseTo(ms, 2)
    expect(clock.waits.every(Number.isInteger)).toBe(true)
  },
)

test("no time to wait is no wait", async () => {
  const clock = new LateClock(0.7)
  const fair = new FairWait(clock)
  for (let wait = 0; wait < 10; wait += 1) await fair.wait(0, signal)
  expect(clock.nowMs()).toBe(0)
})

test("what a busy machine held up is not made up for", async () => {
  const clock = new LateClock(50)
  const fair = new FairWait(clock)
  await fair.wait(10, signal)
  clock.lateMs = 0
  await fair.wait(10, signal)
  expect(clock.waits).toEqual([10, 8])
})
