import type { FilterError } from "@zmqscope/filter"
import { describe, expect, it } from "vitest"
import type { Term } from "./terms.js"
import { parseFilter } from "./terms.js"

function only(filter: string): Term | undefined {
  const { terms, errors } = parseFilter(filter)
  expect(errors).toEqual([])
  expect(terms).toHaveLength(1)
  return terms[0]
}

function errorOf(filter: string): FilterError | undefined {
  return parseFilter(filter).errors[0]
}

describe("a filter", () => {
  it("is a list of words, each a condition", () => {
    const { terms, errors } = parseFilter(
      "client:c-3 -worker:w-2 rtt>20ms outcome:lost size>1kb attempt>1 number:128397 at:5..9 mars",
    )
    expect(errors).toEqual([])
    expect(terms.map((term) => (term.kind === "range" ? term.key : term.kind))).toEqual([
      "name",
      "name",
      "rtt",
      "outcome",
      "size",
      "attempt",
      "number",
      "at",
      "text",
    ])
    expect(terms.map(({ negated }) => negated)).toEqual([
      false,
      true,
      false,
      false,
      false,
      false,
      false,
      false,
      false,
    ])
  })

  it.each([
    ["rtt>20ms", { low: 20_000, high: Infinity, lowOpen: true, highOpen: false }],
    ["rtt>=1.5s", { low: 1_500_000, high: Infinity, lowOpen: false, highOpen: false }],
    ["waiting<50us", { low: -Infinity, high: 50, lowOpen: false, highOpen: true }],
    ["size<=1KB", { low: -Infinity, high: 1000, lowOpen: false, highOpen: false }],
    ["size:64", { low: 64, high: 64, lowOpen: false, highOpen: false }],
    ["service:1ms..5ms", { low: 1000, high: 5000, lowOpen: false, highOpen: false }],
    ["number:100..", { low: 100, high: Infinity, lowOpen: false, highOpen: false }],
    ["at:..9", { low: -Infinity, high: 9, lowOpen: false, highOpen: false }],
  ])("measures in units: %s", (filter, range) => {
    expect(only(filter)).toMatchObject({ kind: "range", ranges: [range] })
  })

  it("takes names with blanks and quotes in quotes", () => {
    expect(only('worker:"my box"')).toMatchObject({ key: "worker", patterns: ["my box"] })
    expect(only('-"a \\"b\\" c"')).toMatchObject({ kind: "text", text: 'a "b" c', negated: true })
    expect(only("client:a:b/1")).toMatchObject({ patterns: ["a:b/1"] })
  })

  it.each([
    ["clint:c-3", "There is no key clint. Keys are client, worker, address"],
    ["client>c-3", "client takes a colon"],
    ["client:", "needs a name"],
    ["body:", "body: needs a text."],
    ["body>x", "body takes a colon"],
    ["address:", "address: needs a value."],
    ["silent:maybe", "maybe is neither yes nor no"],
    ["client:a,,b", "needs a name"],
    ["rtt>1ms,2ms", "takes one value"],
    [":lost", "A key is missing before it."],
    ["->5", "A key is missing before it."],
    ["a||b", "Put blanks around"],
    ["worker:a or", "It needs a condition on each side."],
    ["or worker:a", "It needs a condition on each side."],
    ["worker:a and or b", "It needs a condition on each side."],
    ["(worker:a", "The closing ) is missing."],
    ["worker:a)", "There is no ( before this )."],
    ["worker:a ()", "There is no condition in it."],
    ["not", "It needs a condition after it."],
    ["(-)", "It needs a condition after it."],
    ["!", "It needs a condition after it."],
    ["outcome:gone", "There is no outcome gone. Outcomes are waiting, unseen"],
    ["rtt>", "rtt> needs a length of time, like 20ms."],
    ["rtt>20", "20 needs a unit: us, ms or s, like 20ms."],
    ["rtt>20min", "There is no unit min. Times are in us, ms or s."],
    ["rtt:20ms", "rtt>20ms, or rtt:20ms..20ms"],
    ["rtt>fast", "fast is not a length of time"],
    ["size>1gb", "There is no unit gb. Sizes are in b, kb or mb."],
    ["attempt>1.5", "1.5 is not a whole number."],
    ["number:9..5", "ends before it begins"],
    ["number:1..2..3", "two values with two dots between"],
    ["number:..", "two values with two dots between"],
    ["at>5", "at takes a span"],
    ['worker:"my', 'The closing " is missing.'],
    ["outcome:constructor", "There is no outcome"],
    ["constructor:x", "There is no key"],
  ])("says what is wrong and what is allowed: %s", (filter, message) => {
    expect(errorOf(filter)?.message).toContain(message)
  })

  it("says where, and goes on with what is right", () => {
    const { terms, errors } = parseFilter("  mars rtt>20  outcome:lost")
    expect(errors).toMatchObject([{ from: 7, to: 13 }])
    expect(terms.map(({ kind }) => kind)).toEqual(["text", "outcome"])
  })

  it("points at what was not understood, in groups too", () => {
    const filter = "mars (rtt>20 or nope:1) and"
    const said = parseFilter(filter).errors.map(({ from, to }) => filter.slice(from, to))
    expect(said).toEqual(["rtt>20", "nope:1", "and"])
    expect(parseFilter(filter).terms).toMatchObject([{ text: "mars" }])
  })

  it("never throws, and points into what is written, whatever that is", () => {
    const pieces = ["(", ")", " ", "or", "and ", "not ", "-", '"', ",", "a", "rtt>", "worker:"]
    let filters = [""]
    for (let length = 1; length <= 4; length += 1) {
      filters = filters.flatMap((filter) => pieces.map((piece) => filter + piece))
      for (const filter of filters) {
        const { errors } = parseFilter(filter)
        const astray = errors.filter(({ from, to }) => from < 0 || from >= to || to > filter.length)
        expect(astray, filter).toEqual([])
      }
    }
  })

  it("is nothing at all when it is blank", () => {
    expect(parseFilter("   ")).toEqual({ terms: [], errors: [] })
  })
})
