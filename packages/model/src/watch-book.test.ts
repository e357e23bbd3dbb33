import { expect, test } from "vitest"
import { WatchBook } from "./watch-book.js"

const opaque = (fromPeer: number, fromBroker: number) => ({
  count: 1,
  told: [{ side: "backend" as const, address: "10.0.0.5:4000", fromPeer, fromBroker }],
})

test("what passes on an opaque connection is told by the second", () => {
  const book = new WatchBook()
  expect(book.view).toBeNull()
  book.take({ at: 1_000_000, ambiguous: 0, opaque: opaque(100, 0) })
  expect(book.view?.opaque).toMatchObject([{ fromPeer: null, fromBroker: null }])
  book.take({ at: 3_000_000, ambiguous: 0, opaque: opaque(2100, 500) })
  expect(book.view).toEqual({
    ambiguous: 0,
    opaqueCount: 1,
    opaque: [{ side: "backend", address: "10.0.0.5:4000", fromPeer: 1000, fromBroker: 250 }],
  })
})

test("nothing is new while nothing changes", () => {
  const book = new WatchBook()
  const none = { ambiguous: 3, opaque: { count: 0, told: [] } }
  expect(book.take({ at: 1, ...none })).toBe(true)
  expect(book.take({ at: 1, ...none, ambiguous: 9 })).toBe(false)
  expect(book.take({ at: 2, ...none })).toBe(false)
  expect(book.take({ at: 3, ...none, ambiguous: 4 })).toBe(true)
  book.clear()
  expect(book.view).toBeNull()
})
