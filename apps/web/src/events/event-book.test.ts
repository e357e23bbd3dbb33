import { parseEventFilter } from "@zmqscope/filter"
import type { LoggedEvent } from "@zmqscope/protocol"
import { firstHello } from "@zmqscope/testkit/samples"
import { expect, test } from "vitest"
import { EventBook } from "./event-book.js"

const event = (number: number, kind: LoggedEvent["kind"] = "join"): LoggedEvent => ({
  number,
  atMs: number,
  kind,
  side: null,
  name: null,
  address: "",
  text: `event ${number}`,
  advice: "",
  count: 1,
})

/** A book over a log of so many events, and what it asked for. */
function bookOf(count: number) {
  const log = Array.from({ length: count }, (_, at) => event(count - at))
  const asked: (readonly [string, number | null])[] = []
  let isFailing = false
  const book = new EventBook(async (filter, before, limit) => {
    asked.push([filter, before])
    if (isFailing) throw new Error("nobody answers")
    return log.filter(({ number }) => before === null || number < before).slice(0, limit)
  })
  const settled = () =>
    new Promise<void>((resolve) => queueMicrotask(() => queueMicrotask(resolve)))
  const numbers = () => book.get().events.map(({ number }) => number)
  return { book, asked, settled, numbers, fail: (does: boolean) => (isFailing = does) }
}

test("asks when somebody looks, and for what was before as it is wanted", async () => {
  const { book, asked, settled, numbers } = bookOf(300)
  expect(book.get().state).toBe("idle")
  book.open("", [])
  await settled()
  expect(numbers().slice(0, 2)).toEqual([300, 299])
  expect(book.get()).toMatchObject({ state: "ready", isWhole: false })
  book.loadOlder()
  await settled()
  expect(asked.at(-1)).toEqual(["", 101])
  expect(numbers()).toHaveLength(300)
  expect(book.get().isWhole).toBe(true)
})

test("takes in what is told live, as far as the filter lets it", async () => {
  const { book, settled, numbers } = bookOf(2)
  const filter = "kind:cut or kind:join"
  book.open(filter, parseEventFilter(filter).terms)
  await settled()
  book.accept({ type: "events", events: [event(3, "cut"), event(4, "leave")] })
  expect(numbers()).toEqual([3, 2, 1])
  book.close()
  book.accept({ type: "events", events: [event(5, "cut")] })
  expect(numbers()).toEqual([])
})

test("asks for what it missed when the stream comes back", async () => {
  const { book, asked, settled, numbers } = bookOf(3)
  book.open("", [])
  await settled()
  book.accept(firstHello())
  await settled()
  expect(asked).toHaveLength(2)
  expect(numbers()).toEqual([3, 2, 1])
})

test("says why there is nothing, and keeps what it had", async () => {
  const { book, settled, numbers, fail } = bookOf(1)
  fail(true)
  book.open("", [])
  await settled()
  expect(book.get()).toMatchObject({ state: "failed", failure: "nobody answers" })
  fail(false)
  book.retry()
  await settled()
  expect(book.get().state).toBe("ready")
  expect(numbers()).toEqual([1])
})
