import { expect, it } from "vitest"
import { ApiError } from "./api/index.js"
import { Polled } from "./polled.js"

/** Asked for again after ten times what was told, and no more after 0. */
function openPolled() {
  const asked: { answer: (value: number) => void; refuse: (error: Error) => void }[] = []
  const known: (number | null)[] = []
  const later: { ms: number; task: () => void }[] = []
  const polled = new Polled<number>({
    load: (before) => {
      known.push(before)
      return new Promise((answer, refuse) => asked.push({ answer, refuse }))
    },
    everyMs: ({ value, isGone }) => (value === 0 || isGone ? null : (value ?? 0) * 10),
    after: (ms, task) => {
      const one = { ms, task }
      later.push(one)
      return () => void (later.includes(one) && later.splice(later.indexOf(one), 1))
    },
  })
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
  return { polled, asked, known, later, settle }
}

const LOADING = { state: "loading", value: null, failure: null, isGone: false }

it("asks again as long after an answer as that says, or no more", async () => {
  const { polled, asked, known, later, settle } = openPolled()
  polled.watch()
  expect(polled.get()).toEqual(LOADING)
  asked[0]?.answer(7)
  await settle()
  expect(polled.get()).toEqual({ state: "ready", value: 7, failure: null, isGone: false })
  expect(later).toMatchObject([{ ms: 70 }])
  later[0]?.task()
  expect(known).toEqual([null, 7])
  asked[1]?.answer(0)
  await settle()
  expect(later).toEqual([])
})

it("keeps what it knows while nobody answers, and says why it is old", async () => {
  const { polled, asked, later, settle } = openPolled()
  polled.watch()
  asked[0]?.refuse(new Error("away"))
  await settle()
  expect(polled.get()).toEqual({ state: "failed", value: null, failure: "away", isGone: false })
  later[0]?.task()
  asked[1]?.answer(1)
  await settle()
  polled.lookNow()
  expect(later, "what was to come is called off").toEqual([])
  asked[2]?.refuse(new Error("away again"))
  await settle()
  expect(polled.get()).toEqual({ state: "ready", value: 1, failure: "away again", isGone: false })
  expect(later).toMatchObject([{ ms: 1000 }])
  later[0]?.task()
  asked[3]?.answer(2)
  await settle()
  expect(polled.get()).toEqual({ state: "ready", value: 2, failure: null, isGone: false })
})

it("tells what the server does not know from a server that does not answer", async () => {
  const { polled, asked, later, settle } = openPolled()
  polled.watch()
  asked[0]?.answer(1)
  await settle()
  later[0]?.task()
  asked[1]?.refuse(new ApiError("unknown-race", 404, "There is no race 1.", new Map()))
  await settle()
  const failure = "There is no race 1."
  expect(polled.get()).toEqual({ state: "ready", value: 1, failure, isGone: true })
  expect(later).toEqual([])
})

it("asks no more once nobody looks, and takes no answer that comes later", async () => {
  const { polled, asked, later, settle } = openPolled()
  const unwatch = polled.watch()
  unwatch()
  asked[0]?.answer(7)
  await settle()
  expect(polled.get()).toEqual(LOADING)
  expect(later).toEqual([])
  polled.lookNow()
  expect(asked).toHaveLength(1)
})
