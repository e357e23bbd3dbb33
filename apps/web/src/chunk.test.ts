import { expect, test } from "vitest"
import { Chunk } from "./chunk.js"

const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

test("a part is loaded once, when it is first asked for", async () => {
  let loads = 0
  const chunk = new Chunk(async () => {
    loads += 1
    return "part"
  })
  expect(chunk.get()).toEqual({ state: "unasked" })
  chunk.ask()
  expect(chunk.get()).toEqual({ state: "loading" })
  chunk.ask()
  await settled()
  chunk.ask()
  expect(chunk.get()).toEqual({ state: "ready", part: "part" })
  expect(loads).toBe(1)
})

test("one that does not come says why, and comes when it is asked for again", async () => {
  const answers = [Promise.reject(new Error("no server")), Promise.resolve("part")]
  const chunk = new Chunk(async () => answers.shift() ?? "")
  chunk.ask()
  await settled()
  expect(chunk.get()).toEqual({ state: "failed", why: "no server" })
  chunk.ask()
  await settled()
  expect(chunk.get()).toEqual({ state: "ready", part: "part" })
})
