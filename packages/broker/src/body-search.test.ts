import { expect, test } from "vitest"
import { messageOf } from "../test/parts.js"
import { BodySearch } from "./body-search.js"
import { KeptFrames } from "./kept-frames.js"

const CLIENT = Buffer.from("hello-client")

function keeper(...bodies: readonly (readonly [request: string, reply?: string])[]): KeptFrames {
  const limits = {
    keptEnvelopes: 100,
    keptBytes: 100_000,
    bodyBytes: 4096,
    bodiesBytes: 100_000,
  }
  const kept = new KeptFrames(limits, () => 0)
  for (const [at, [request, reply]] of bodies.entries()) {
    kept.keepRequest(at + 1, CLIENT, messageOf("", request))
    if (reply !== undefined) kept.keepReply(at + 1, messageOf("hello-client", "", reply))
  }
  return kept
}

const ALL = { after: 0, limit: 100 }

test("finds what requests and replies hold, whatever its case, the latest first", async () => {
  const search = new BodySearch(keeper(["Hello", "World"], ["grüß dich"], ["x", "HELLO there"]))
  const found = { upTo: 3, oldest: 1, isCut: false }
  expect(await search.find({ text: "hello", ...ALL })).toEqual({ numbers: [3, 1], ...found })
  expect(await search.find({ text: "GRÜSS", ...ALL })).toEqual({ numbers: [], ...found })
  expect(await search.find({ text: "GRÜß", ...ALL })).toEqual({ numbers: [2], ...found })
})

test("looks beyond the first bytes, and in no routing id", async () => {
  const search = new BodySearch(keeper([`${"-".repeat(3000)}needle`], ["x"]))
  expect(await search.find({ text: "needle", ...ALL })).toMatchObject({ numbers: [1] })
  expect(await search.find({ text: "client", ...ALL })).toMatchObject({ numbers: [] })
})

test("goes on from where a search ended, and says when there may be more", async () => {
  const search = new BodySearch(keeper(["a"], ["a"], ["a"], ["a"]))
  expect(await search.find({ text: "a", after: 2, limit: 9 })).toMatchObject({ numbers: [4, 3] })
  const cut = await search.find({ text: "a", after: 0, limit: 2 })
  expect(cut).toEqual({ numbers: [4, 3], upTo: 4, oldest: 1, isCut: true })
})

test("gives way to whatever else there is to do", async () => {
  const kept = keeper(...Array.from({ length: 64 }, () => ["a"] as const))
  let nowMs = 0
  let turns = 0
  const search = new BodySearch(
    kept,
    () => {
      nowMs += 3
      return nowMs
    },
    async () => {
      turns += 1
    },
  )
  expect((await search.find({ text: "a", ...ALL })).numbers).toHaveLength(64)
  expect(turns).toBe(4)
})
