import { expect, it } from "vitest"
import { Drains } from "./drains.js"

const FIRST = { index: 3, address: "127.0.0.1:1001" }
/** The same worker's next connection, or another worker that was given the index. */
const SECOND = { index: 3, address: "127.0.0.1:1002" }

it("are begun once, and finished only while they last", () => {
  const drains = new Drains()
  expect(drains.get(FIRST)).toBeUndefined()
  expect([drains.begin(FIRST), drains.begin(FIRST)]).toEqual([true, false])
  expect(drains.get(FIRST)).toBe("draining")
  expect(drains.finish(FIRST)).toBe(true)
  expect(drains.get(FIRST)).toBe("drained")
  drains.end(FIRST)
  expect(drains.get(FIRST)).toBeUndefined()
  expect(drains.finish(FIRST)).toBe(false)
})

it("say nothing of another connection under the same index", () => {
  const drains = new Drains()
  drains.begin(FIRST)
  expect(drains.get(SECOND)).toBeUndefined()
  expect(drains.finish(SECOND)).toBe(false)
  drains.end(SECOND)
  expect(drains.get(FIRST)).toBe("draining")
  expect(drains.begin(SECOND)).toBe(true)
  expect([drains.get(FIRST), drains.get(SECOND)]).toEqual([undefined, "draining"])
})

it("end with a connection whose leaving was missed", () => {
  const drains = new Drains()
  const other = { index: 4, address: "127.0.0.1:1004" }
  drains.begin(FIRST)
  drains.begin(other)
  drains.keepOnly([SECOND, other])
  expect([drains.get(FIRST), drains.get(other)]).toEqual([undefined, "draining"])
  drains.keepOnly([])
  expect(drains.get(other)).toBeUndefined()
})

it("are all forgotten with the run", () => {
  const drains = new Drains()
  drains.begin(FIRST)
  drains.clear()
  expect(drains.get(FIRST)).toBeUndefined()
})
