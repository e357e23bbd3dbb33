import { expect, it } from "vitest"
import { Polled } from "./polled.js"

function openPolled() {
  const asked: { answer: (value: number) => void; refuse: (error: Error) => void }[] = []
  const later: { ms: number; task: () => void }[] = []
  const polled = new Polled<number>({
    load: () => new Promise((answer, refuse) => asked.push({ answer, refuse })),
    everyMs: (value) => value * 10,
    after: (ms, task) => {
      const one = { ms, task }
      later.push(one)
      return () => void (later.includes(one) && later.splice(later.indexOf(one), 1))
    },
  })
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
  return { polled, asked, later, settle }
}

it("asks again as long after an answer as that says", async () => {
  const { polled, asked, later, settle } = openPolled()
  polled.watch()
  expect(polled.get()).toEqual({ state: "loading" })
  asked[0]?.answer(7)
  await settle()
  expect(polled.get()).toEqual({ state: "ready", value: 7, failure: null })
  expect(later).toMatchObject([{ ms: 70 }])
  later[0]?.task()
  expect(asked).toHaveLength(2)
})

it("keeps what it knows while nobody answers, and says why it is old", async () => {
  const { polled, asked, later, settle } = openPolled()
  polled.watch()
  asked[0]?.refuse(new Error("gone"))
  await settle()
  expect(polled.get()).toEqual({ state: "failed", why: "gone" })
  later[0]?.task()
  asked[1]?.answer(1)
  await settle()
  polled.lookNow()
  expect(later, "what was to come is called off").toEqual([])
  asked[2]?.refuse(new Error("gone again"))
  await settle()
  expect(polled.get()).toEqual({ state: "ready", value: 1, failure: "gone again" })
  expect(later).toMatchObject([{ ms: 1000 }])
})

it("asks no more once nobody looks, and takes no answer that comes later", async () => {
  const { polled, asked, later, settle } = openPolled()
  const unwatch = polled.watch()
  unwatch()
  asked[0]?.answer(7)
  await settle()
  expect(polled.get()).toEqual({ state: "loading" })
  expect(later).toEqual([])
})
