import { describe, expect, it } from "vitest"
import { Reconciliation, type Sample } from "./reconciliation.js"

interface Figures {
  /** By the client. */
  readonly sent: number
  readonly replied: number
  readonly gaveUp?: number
  /** By the broker, before and after the client counted; as the client when left out. */
  readonly before?: readonly [sent: number, returned: number]
  readonly after?: readonly [sent: number, returned: number]
}

function sample(clients: Readonly<Record<string, Figures>>): Sample {
  const seen = (which: "before" | "after") =>
    new Map(
      Object.entries(clients).map(([name, figures]) => {
        const [sent, returned] = figures[which] ?? [figures.sent, figures.replied]
        return [name, { sent, returned }] as const
      }),
    )
  const counted = Object.entries(clients).map(
    ([name, { sent, replied, gaveUp = 0 }]) => [name, { sent, replied, gaveUp }] as const,
  )
  return { before: seen("before"), counted: new Map(counted), after: seen("after") }
}

/** What is found in the last of these samples. */
function faultsOf(...samples: readonly Readonly<Record<string, Figures>>[]): readonly string[] {
  const reconciliation = new Reconciliation()
  return samples.map((clients) => reconciliation.take(sample(clients))).at(-1) ?? []
}

const START = { a: { sent: 10, replied: 10 } }

describe("agrees", () => {
  it("where both say the same, and where one request is on its way", () => {
    expect(faultsOf(START, { a: { sent: 110, replied: 110 } })).toEqual([])
    expect(faultsOf(START, { a: { sent: 111, replied: 110, after: [110, 110] } })).toEqual([])
    expect(faultsOf(START, { a: { sent: 111, replied: 110, before: [111, 111] } })).toEqual([])
  })

  it("while more goes on between the looks than anything on its way", () => {
    const before = [50, 50] as const
    const after = [500, 500] as const
    expect(faultsOf(START, { a: { sent: 110, replied: 110, before, after } })).toEqual([])
  })

  it("with the first sample whatever was before it: the broker may have started anew", () => {
    const then = { sent: 1000, replied: 900, before: [5, 4], after: [7, 6] } as const
    expect(faultsOf({ a: then })).toEqual([])
    const now = { sent: 1100, replied: 1000, before: [105, 104], after: [107, 106] } as const
    expect(faultsOf({ a: then }, { a: now })).toEqual([])
  })

  it("as far as requests that were given up may have come, been answered, or neither", () => {
    const lost: Figures = {
      sent: 130,
      replied: 110,
      gaveUp: 20,
      before: [110, 110],
      after: [110, 110],
    }
    const late: Figures = {
      sent: 130,
      replied: 110,
      gaveUp: 20,
      before: [130, 130],
      after: [130, 130],
    }
    for (const now of [lost, late]) {
      expect(faultsOf(START, { a: now })).toEqual([])
    }
  })

  it("with one that came since, and of one that has gone says nothing", () => {
    expect(faultsOf(START, { b: { sent: 40, replied: 39 } })).toEqual([])
  })
})

describe("finds", () => {
  it("a request that nobody sent", () => {
    expect(faultsOf(START, { a: { sent: 110, replied: 110, before: [112, 110] } })).toEqual([
      "a sent 100 requests, and 102 are said to be received.",
    ])
  })

  it("a request that was sent and is told of nowhere", () => {
    expect(faultsOf(START, { a: { sent: 110, replied: 108, after: [108, 108] } })).toEqual([
      "a sent 100 requests, and only 98 are said to be received.",
    ])
  })

  it("a reply that nobody got", () => {
    const now = { sent: 112, replied: 110, before: [112, 112] } as const
    expect(faultsOf(START, { a: now })).toEqual([
      "a got 100 replies, and 102 are said to be returned.",
    ])
  })

  it("a reply that came and is told of nowhere", () => {
    expect(faultsOf(START, { a: { sent: 110, replied: 110, after: [110, 108] } })).toEqual([
      "a got 100 replies, and only 98 are said to be returned.",
    ])
  })

  it("what grows too slowly to be seen in a second", () => {
    const reconciliation = new Reconciliation()
    const found = [0, 1, 2, 3].map((leaked) => {
      const figures = { sent: 100 + leaked, replied: 100, after: [100, 100] } as const
      return reconciliation.take(sample({ a: figures })).length
    })
    expect(found).toEqual([0, 0, 1, 1])
  })

  it("in one client what others make up for", () => {
    const first = { a: { sent: 0, replied: 0 }, b: { sent: 0, replied: 0 } }
    const now = {
      a: { sent: 10, replied: 10, before: [20, 10] },
      b: { sent: 20, replied: 10, after: [10, 10] },
    } as const
    expect(faultsOf(first, now)).toHaveLength(2)
  })

  it("nothing more of what began before", () => {
    const reconciliation = new Reconciliation()
    reconciliation.take(sample(START))
    reconciliation.begin()
    expect(reconciliation.take(sample({ a: { sent: 9, replied: 1 } }))).toEqual([])
  })
})
