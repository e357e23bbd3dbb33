import { setImmediate as turnEnd } from "node:timers/promises"
import { expect, test } from "vitest"
import { Passages } from "./passages.js"

function passages() {
  const told: string[] = []
  const clock = { us: 0 }
  const passed = new Passages(() => clock.us)
  const look = (chunk: Buffer): void => void told.push(`${chunk.toString()} at ${passed.now()}`)
  return { told, clock, passed, look }
}

test("what passes is looked at when the turn has ended, in its order and as of when it passed", async () => {
  const { told, clock, passed, look } = passages()
  passed.add(look, Buffer.from("one"), 1)
  passed.add(look, Buffer.from("two"), 2)
  clock.us = 9
  expect(told).toEqual([])
  await turnEnd()
  expect(told).toEqual(["one at 1", "two at 2"])
  expect(passed.now()).toBe(9)
})

test("it is looked at before something later is told, and once", async () => {
  const { told, passed, look } = passages()
  passed.add(look, Buffer.from("one"), 1)
  passed.lookAtAll()
  expect(told).toEqual(["one at 1"])
  await turnEnd()
  expect(told).toHaveLength(1)
})

test("no more than a bound waits", () => {
  const { told, passed, look } = passages()
  passed.add(look, Buffer.alloc(600_000), 1)
  expect(told).toHaveLength(0)
  passed.add(look, Buffer.alloc(600_000), 2)
  expect(told).toHaveLength(2)
})
