import { EMPTY_TOTALS, type Totals } from "@zmqscope/protocol"
import { expect, it } from "vitest"
import { auditBooks } from "./audit.js"

const TOTALS: Totals = { ...EMPTY_TOTALS, received: 10, returned: 5, waiting: 3, inFlight: 2 }
const BOOKS = { totals: TOTALS, live: 5, discrepancies: [] }

it("finds nothing where everything adds up", () => {
  expect(auditBooks(BOOKS)).toEqual([])
})

it.each(Object.keys(TOTALS))("finds that %s is less than nothing", (term) => {
  const totals = { ...EMPTY_TOTALS, [term]: -2 }
  const live = totals.waiting + totals.inFlight
  expect(auditBooks({ ...BOOKS, totals, live })).toEqual([`${term} is -2, less than nothing.`])
})

it("finds an envelope that is counted and nowhere, or somewhere and not counted", () => {
  for (const live of [4, 6]) {
    expect(auditBooks({ ...BOOKS, live })).toEqual([
      `${live} envelopes have not ended, but 3 are said to wait and 2 to be in flight.`,
    ])
  }
})

it("does not judge how many live while not all of them are known", () => {
  expect(auditBooks({ ...BOOKS, live: null })).toEqual([])
})

it("tells in what the records and the broker differ, the first few", () => {
  const differ = (figure: string) => ({ figure, folded: 1, broker: null })
  const one = [{ figure: "totals.received", folded: 9, broker: 10 }]
  expect(auditBooks({ ...BOOKS, discrepancies: one })).toEqual([
    "The records give 9 totals.received, the broker itself 10.",
  ])
  const many = ["a", "b", "c", "d", "e"].map(differ)
  expect(auditBooks({ ...BOOKS, discrepancies: many })).toEqual([
    "The records give 1 a, the broker itself none.",
    "The records give 1 b, the broker itself none.",
    "The records give 1 c, the broker itself none.",
    "And 2 more of this kind.",
  ])
})
