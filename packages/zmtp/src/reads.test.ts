import { expect, test } from "vitest"
import { readsInto } from "./reads.js"

/** As a socket reads: into the buffer that it was last given. */
function socket() {
  const chunks: Buffer[] = []
  const { buffer, callback } = readsInto((chunk) => chunks.push(chunk))
  let target = buffer()
  return {
    chunks,
    read(byte: number, bytes: number): void {
      target.fill(byte, 0, bytes)
      callback(bytes, target)
      target = buffer()
    },
  }
}

test.each([10, 5000, 40_000, 66_560])("a chunk of %i bytes stays as it was read", (bytes) => {
  const [one, other] = [socket(), socket()]
  for (let byte = 1; byte <= 4; byte += 1) {
    one.read(byte, bytes)
    other.read(byte + 100, bytes)
    one.read(byte, 10)
    other.read(byte + 100, 40_000)
  }
  for (const { chunks } of [one, other]) {
    for (const chunk of chunks)
      expect(chunk.equals(Buffer.alloc(chunk.length, chunk[0]))).toBe(true)
  }
  expect(one.chunks.map((chunk) => chunk[0])).toEqual([1, 1, 2, 2, 3, 3, 4, 4])
  expect(one.chunks[0]?.length).toBe(bytes)
  expect(other.chunks.map((chunk) => chunk[0])).toEqual([101, 101, 102, 102, 103, 103, 104, 104])
})

test("what fills the buffer again and again is not copied, and its last piece leaves the buffer to others", () => {
  const [one, other] = [socket(), socket()]
  for (const byte of [1, 2, 3]) one.read(byte, 66_560)
  one.read(4, 100)
  for (const byte of [101, 102]) other.read(byte, 66_560)
  one.read(5, 66_560)
  expect(one.chunks.map((chunk) => chunk.buffer.byteLength >= 66_560)).toEqual([
    true,
    true,
    true,
    false,
    true,
  ])
  for (const { chunks } of [one, other]) {
    for (const chunk of chunks)
      expect(chunk.equals(Buffer.alloc(chunk.length, chunk[0]))).toBe(true)
  }
  expect(one.chunks.map((chunk) => chunk[0])).toEqual([1, 2, 3, 4, 5])
  expect(other.chunks.map((chunk) => chunk[0])).toEqual([101, 102])
})
