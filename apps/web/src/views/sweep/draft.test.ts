import type { ServiceTime } from "@zmqscope/protocol"
import { expect, test } from "vitest"
import { draftOf, firstDraft, orderOf } from "./draft.js"

function worker(serviceTime: ServiceTime, serviceUs: number | null = null) {
  return { behaviour: { serviceTime, failure: { mode: "none" as const } }, serviceUs }
}

test("what is set at first goes from a light load to a little more than the workers can do", () => {
  const fixed = worker({ distribution: "fixed", ms: 20 })
  const mean = worker({ distribution: "exponential", meanMs: 40 }, 20_000)
  expect(firstDraft([fixed, mean])).toMatchObject({ from: 20, to: 110, steps: 10 })
  const between = worker({ distribution: "uniform", minMs: 10, maxMs: 30 })
  expect(firstDraft([between])).toMatchObject({ from: 10, to: 55 })
  // What is external has no behaviour, and nothing is known of it before its first reply.
  expect(firstDraft([{ behaviour: null, serviceUs: null }])).toMatchObject({ from: 20, to: 110 })
  expect(firstDraft([])).toMatchObject({ from: 20, to: 110 })
  expect(firstDraft([worker({ distribution: "fixed", ms: 0 })])).toMatchObject({ to: 10_000 })
})

test("loads rise evenly, none twice, and an order can be changed", () => {
  const draft = { from: 10, to: 40, steps: 4, seconds: 3, settleSeconds: 1 }
  const order = orderOf(draft)
  expect(order).toEqual({ perSecond: [10, 20, 30, 40], seconds: 3, settleSeconds: 1 })
  expect(draftOf(order)).toEqual(draft)
  const narrow = orderOf({ ...draft, from: 1000, to: 1003, steps: 10 }).perSecond
  expect(narrow).toEqual([...new Set(narrow)].toSorted((one, other) => one - other))
})
