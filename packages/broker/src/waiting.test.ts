import { expect, test } from "vitest"
import { liveEnvelope } from "../test/ledger-parts.js"
import { Waiting } from "./waiting.js"

test("requests leave in the order in which they came", () => {
  const waiting = new Waiting(10, 1000)
  const envelopes = [1, 2, 3].map((number) => liveEnvelope(number))
  for (const envelope of envelopes) waiting.push(envelope)
  expect(waiting.length).toBe(3)
  expect([waiting.shift(), waiting.shift(), waiting.shift()]).toEqual(envelopes)
  expect(waiting.shift()).toBeUndefined()
})

test("what is put back goes before the others", () => {
  const waiting = new Waiting(10, 1000)
  const [first, second] = [liveEnvelope(1), liveEnvelope(2)]
  waiting.push(first)
  waiting.push(second)
  waiting.shift()
  waiting.unshift(first)
  expect([waiting.shift(), waiting.shift()]).toEqual([first, second])
})

test("it is full at its count", () => {
  const waiting = new Waiting(2, 1000)
  waiting.push(liveEnvelope(1))
  expect(waiting.isFull).toBe(false)
  waiting.push(liveEnvelope(2))
  expect(waiting.isFull).toBe(true)
  waiting.shift()
  expect(waiting.isFull).toBe(false)
})

test("it is full at its bytes, and one body may exceed them", () => {
  const waiting = new Waiting(100, 10)
  waiting.push(liveEnvelope(1, 9))
  expect(waiting.isFull).toBe(false)
  waiting.push(liveEnvelope(2, 50))
  expect(waiting.isFull).toBe(true)
  waiting.shift()
  expect(waiting.isFull).toBe(true)
  waiting.shift()
  expect(waiting.isFull).toBe(false)
})

test("what stands before the body counts, too", () => {
  const waiting = new Waiting(100, 10)
  const frames = [Buffer.from("id"), Buffer.alloc(8), Buffer.alloc(0), Buffer.alloc(0)]
  waiting.push({ ...liveEnvelope(1, 0), frames })
  expect(waiting.isFull).toBe(true)
})

test("what is put back counts again", () => {
  const waiting = new Waiting(100, 10)
  const envelope = liveEnvelope(1, 10)
  waiting.push(envelope)
  waiting.shift()
  waiting.unshift(envelope)
  expect(waiting.isFull).toBe(true)
})

test("room comes at once when there is some", async () => {
  await expect(new Waiting(1, 1).room()).resolves.toBeUndefined()
})

test("room comes when enough has left, not before", async () => {
  const waiting = new Waiting(2, 1000)
  for (const number of [1, 2, 3]) waiting.push(liveEnvelope(number))
  let hasRoom = false
  const room = waiting.room().then(() => {
    hasRoom = true
  })
  waiting.shift()
  await new Promise((resolve) => setImmediate(resolve))
  expect(hasRoom).toBe(false)
  waiting.shift()
  await room
  expect(hasRoom).toBe(true)
})

test("room that is taken again before its waiter wakes is waited for anew", async () => {
  const waiting = new Waiting(1, 1000)
  waiting.push(liveEnvelope(1))
  let hasRoom = false
  const room = waiting.room().then(() => {
    hasRoom = true
  })
  waiting.shift()
  waiting.unshift(liveEnvelope(1))
  await new Promise((resolve) => setImmediate(resolve))
  expect(hasRoom).toBe(false)
  waiting.shift()
  await room
})
