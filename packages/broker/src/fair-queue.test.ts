import { expect, test } from "vitest"
import { liveEnvelope } from "../test/ledger-parts.js"
import { Waiting } from "./waiting.js"

function waitingOf(...numbers: number[]) {
  const waiting = new Waiting()
  const envelopes = numbers.map((number) => liveEnvelope(number))
  for (const envelope of envelopes) waiting.push(envelope)
  return { waiting, envelopes }
}

test("requests leave in the order in which they came", () => {
  const { waiting, envelopes } = waitingOf(1, 2, 3)
  expect([waiting.shift(), waiting.shift(), waiting.shift()]).toEqual(envelopes)
  expect(waiting.shift()).toBeUndefined()
})

test("what is put back goes before the others", () => {
  const { waiting, envelopes } = waitingOf(1, 2)
  const first = waiting.shift()
  if (first !== undefined) waiting.unshift(first)
  expect([waiting.shift(), waiting.shift()]).toEqual(envelopes)
})

test("what is taken out of it leaves the others in their order", () => {
  const { waiting } = waitingOf(1, 2, 3, 4, 5)
  const odd = waiting.remove(({ number }) => number % 2 === 1)
  expect(odd.map(({ number }) => number)).toEqual([1, 3, 5])
  expect([waiting.shift()?.number, waiting.shift()?.number, waiting.shift()]).toEqual([
    2,
    4,
    undefined,
  ])
})
