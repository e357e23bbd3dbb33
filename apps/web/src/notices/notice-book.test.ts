import type { Notice } from "@zmqscope/protocol"
import { firstHello } from "@zmqscope/testkit/samples"
import { beforeEach, describe, expect, it } from "vitest"
import { MAX_NOTICES, NoticeBook, TELL_EVERY_MS } from "./notice-book.js"

function notice(number: number, over: Partial<Notice> = {}): Notice {
  return {
    number,
    at: number,
    kind: "not-zmtp",
    side: "frontend",
    address: "192.0.2.1:1",
    name: null,
    text: `No ${number}.`,
    advice: "Connect with ZeroMQ.",
    count: 1,
    ...over,
  }
}

describe("notices", () => {
  let nowMs: number
  let answer: readonly Notice[]
  let told: string[]
  let isHeard: boolean
  let book: NoticeBook

  beforeEach(() => {
    nowMs = 0
    answer = []
    told = []
    isHeard = true
    book = new NoticeBook({
      load: async () => answer,
      tell({ text }, more) {
        if (isHeard) told.push(`${text} ${more}`)
        return isHeard
      },
      clock: () => nowMs,
    })
  })

  const numbers = () => book.get().notices.map(({ number }) => number)
  const comes = (number: number, over?: Partial<Notice>) =>
    book.accept({ type: "notice", notice: notice(number, over) })
  const answered = () => new Promise((resolve) => setImmediate(resolve))

  it("are listed the latest first, those from before the page too", async () => {
    answer = [notice(1), notice(2)]
    book.accept(firstHello())
    comes(3)
    await answered()
    expect(numbers()).toEqual([3, 2, 1])
    expect(book.get().unread).toBe(1)
    book.markRead()
    expect(book.get().unread).toBe(0)
  })

  it("count more of the same under one number", () => {
    comes(1)
    comes(1, { count: 5 })
    expect(book.get().notices).toMatchObject([{ number: 1, count: 5 }])
  })

  it("are a run's own, and stay while the broker is down", async () => {
    book.accept(firstHello())
    comes(1)
    book.accept(firstHello({ run: null }))
    book.accept(firstHello())
    await answered()
    expect(numbers()).toEqual([1])
    book.accept(firstHello({ run: "another" }))
    expect(book.get()).toEqual({ notices: [], unread: 0 })
  })

  it("of another run that answer late are not taken", async () => {
    answer = [notice(7)]
    book.accept(firstHello())
    answer = []
    book.accept(firstHello({ run: "another" }))
    await answered()
    expect(numbers()).toEqual([])
  })

  it("are told now and then, with how many more there were", () => {
    comes(1)
    comes(2)
    comes(3)
    nowMs += TELL_EVERY_MS
    comes(4)
    expect(told).toEqual(["No 1. 0", "No 4. 2"])
  })

  it("that nobody could be told of are counted with the next that somebody is", () => {
    isHeard = false
    comes(1)
    isHeard = true
    comes(2)
    expect(told).toEqual(["No 2. 1"])
  })

  it("are bounded", () => {
    for (let number = 1; number <= MAX_NOTICES + 5; number += 1) comes(number)
    expect(book.get().notices).toHaveLength(MAX_NOTICES)
    expect(numbers()[0]).toBe(MAX_NOTICES + 5)
  })
})
