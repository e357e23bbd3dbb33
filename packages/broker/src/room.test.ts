import { expect, test } from "vitest"
import { Room } from "./room.js"

test("it is full at its count of requests that wait", () => {
  const room = new Room({ waitingCount: 2, requestBytes: 1000 })
  room.take(1, 1)
  expect(room.isFull).toBe(false)
  room.take(1, 1)
  expect(room.isFull).toBe(true)
  room.take(-1, 0)
  expect(room.isFull).toBe(false)
})

test("it is full at its bytes, and one request may exceed them", () => {
  const room = new Room({ waitingCount: 100, requestBytes: 10 })
  room.take(1, 9)
  expect(room.isFull).toBe(false)
  room.take(1, 50)
  expect(room.isFull).toBe(true)
  room.take(-1, -9)
  expect(room.isFull).toBe(true)
  room.take(-1, -50)
  expect(room.isFull).toBe(false)
})

test("bytes count on when a request no longer waits", () => {
  const room = new Room({ waitingCount: 100, requestBytes: 10 })
  room.take(1, 10)
  room.take(-1, 0)
  expect(room.isFull).toBe(true)
  room.take(0, -10)
  expect(room.isFull).toBe(false)
})

test("there is nothing to wait for while it is not full", async () => {
  await expect(new Room({ waitingCount: 1, requestBytes: 1 }).wait()).resolves.toBeUndefined()
})

test("room comes when enough has left, not before", async () => {
  const room = new Room({ waitingCount: 2, requestBytes: 1000 })
  room.take(3, 3)
  let hasRoom = false
  const waited = room.wait().then(() => {
    hasRoom = true
  })
  room.take(-1, 0)
  await new Promise((resolve) => setImmediate(resolve))
  expect(hasRoom).toBe(false)
  room.take(-1, 0)
  await waited
  expect(hasRoom).toBe(true)
})

test("room that is taken again before its waiter wakes is waited for anew", async () => {
  const room = new Room({ waitingCount: 1, requestBytes: 1000 })
  room.take(1, 1)
  let hasRoom = false
  const waited = room.wait().then(() => {
    hasRoom = true
  })
  room.take(-1, -1)
  room.take(1, 1)
  await new Promise((resolve) => setImmediate(resolve))
  expect(hasRoom).toBe(false)
  room.take(-1, -1)
  await waited
})
