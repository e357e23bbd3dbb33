import type { BodyFindings } from "@zmqscope/protocol"
import { expect, test } from "vitest"
import { BodyBook } from "./body-book.js"

/** A book, what it asked, and what it is answered. */
function bookOf(oldestLive: number | null = null) {
  const asked: (readonly [string, number])[] = []
  const answers: BodyFindings[] = []
  const book = new BodyBook({
    search: async (text, after) => {
      asked.push([text, after])
      const answer = answers.shift()
      if (answer === undefined) throw new Error("nobody answers")
      return answer
    },
    oldestLive: () => oldestLive,
  })
  const work = async (nowMs: number) => {
    book.work(nowMs)
    await Promise.resolve()
    await Promise.resolve()
    await Promise.resolve()
  }
  return { book, asked, answers, work }
}

const found = (numbers: number[], upTo: number) => ({ numbers, upTo, oldest: 1, isCut: false })

test("asks for what is wanted, and goes on from where it was", async () => {
  const { book, asked, answers, work } = bookOf()
  answers.push(found([3, 1], 9), found([11], 12))
  book.want(["hello"])
  await work(10)
  expect([1, 2, 3].map((number) => book.has("hello", number))).toEqual([true, false, true])
  await work(20)
  await work(5000)
  expect(asked).toEqual([
    ["hello", 0],
    ["hello", 9],
  ])
  expect(book.has("hello", 11)).toBe(true)
  expect(book.version).toBe(2)
})

test("looks again at what had not ended: its reply may hold it", async () => {
  const { book, asked, answers, work } = bookOf(5)
  answers.push(found([], 9), found([5], 9))
  book.want(["bye"])
  await work(10)
  await work(5000)
  expect(asked.at(-1)).toEqual(["bye", 4])
  expect(book.has("bye", 5)).toBe(true)
})

test("forgets what is not wanted any more, and all with another run", async () => {
  const { book, answers, work } = bookOf()
  answers.push(found([1], 1))
  book.want(["a"])
  await work(10)
  book.want(["a"])
  expect(book.has("a", 1)).toBe(true)
  book.clear()
  expect(book.has("a", 1)).toBe(false)
  book.want([])
  expect(book.isAsking).toBe(false)
})

test("says that nobody answers, until somebody does", async () => {
  const { book, answers, work } = bookOf()
  book.want(["a"])
  await work(10)
  expect(book.failure).toBe("nobody answers")
  answers.push(found([], 1))
  await work(5000)
  expect(book.failure).toBeNull()
})
