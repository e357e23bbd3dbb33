import { expect, test } from "vitest"
import { Outboxes, type Writable } from "./outbox.js"

/** A socket that keeps each of its writes; one that is corked keeps them as one. */
class Writes implements Writable {
  readonly made: string[] = []
  /** Memory behind each of its writes. */
  readonly memoryBytes: number[] = []
  writableLength = 0
  #corked: string[] | undefined

  write(bytes: Buffer): boolean {
    this.memoryBytes.push(bytes.buffer.byteLength)
    if (this.#corked === undefined) this.made.push(bytes.toString())
    else this.#corked.push(bytes.toString())
    return true
  }

  cork(): void {
    this.#corked = []
  }

  uncork(): void {
    this.made.push((this.#corked ?? []).join(""))
    this.#corked = undefined
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

test("what is written in one turn leaves in one write for each socket, in order", async () => {
  const outboxes = new Outboxes()
  const [one, other] = [new Writes(), new Writes()]
  const [toOne, toOther] = [outboxes.of(one), outboxes.of(other)]
  for (const text of ["a", "b"]) {
    toOne.write(Buffer.from(text))
    toOther.write(Buffer.from(text.toUpperCase()))
  }
  toOne.write(Buffer.from("c"))
  expect(toOne.unsentBytes).toBe(3)
  expect(one.made).toEqual([])
  await turn()
  expect(one.made).toEqual(["abc"])
  expect(other.made).toEqual(["AB"])
  expect(toOne.unsentBytes).toBe(0)
  toOne.write(Buffer.from("d"))
  await turn()
  expect(one.made).toEqual(["abc", "d"])
})

test("what is large is not copied, and is still one write", () => {
  const outboxes = new Outboxes()
  const socket = new Writes()
  const outbox = outboxes.of(socket)
  outbox.write(Buffer.from("head"))
  outbox.write(Buffer.alloc(70_000, "x"))
  outboxes.flush()
  expect(socket.made).toEqual([`head${"x".repeat(70_000)}`])
})

test("one that is flushed by itself leaves nothing for the turn's end", async () => {
  const outboxes = new Outboxes()
  const socket = new Writes()
  const outbox = outboxes.of(socket)
  outbox.write(Buffer.from("now"))
  outbox.flush()
  outbox.flush()
  expect(socket.made).toEqual(["now"])
  outbox.write(Buffer.from("later"))
  await turn()
  await turn()
  expect(socket.made).toEqual(["now", "later"])
})

test("what is written while others are flushed leaves in the next turn", async () => {
  const outboxes = new Outboxes()
  const answering = new Writes()
  const answers = outboxes.of(answering)
  const asking: Writable = {
    write: () => {
      answers.write(Buffer.from("answer"))
      return true
    },
    cork: () => {},
    uncork: () => {},
    writableLength: 0,
  }
  outboxes.of(asking).write(Buffer.from("ask"))
  await turn()
  await turn()
  expect(answering.made).toEqual(["answer"])
})

test("behind what a peer has not read a small piece of a chunk does not hold on to all of it", () => {
  const outboxes = new Outboxes()
  const socket = new Writes()
  const outbox = outboxes.of(socket)
  const chunk = Buffer.allocUnsafeSlow(1_000_000).fill("x")
  const [piece, large] = [chunk.subarray(0, 100), chunk.subarray(100, 100_100)]
  for (const unread of [0, 1]) {
    socket.writableLength = unread
    outbox.write(piece)
    outboxes.flush()
    outbox.write(piece)
    outbox.write(large)
    outboxes.flush()
  }
  expect(socket.made.map(({ length }) => length)).toEqual([100, 100_100, 100, 100_100])
  // Where it is read, nothing is copied.
  expect(socket.memoryBytes.slice(0, 3)).toEqual([1_000_000, 1_000_000, 1_000_000])
  expect(Math.max(...socket.memoryBytes.slice(3))).toBeLessThan(200_000)
})
