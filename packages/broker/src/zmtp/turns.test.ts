import { expect, test } from "vitest"
import { Turns, type TurnTaker } from "./turns.js"

/** Holds the event loop for longer than a turn may take. */
function work(): void {
  const startedAt = performance.now()
  while (performance.now() - startedAt < 6);
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

test("a turn has time until it has taken its share, and the next has again", async () => {
  const turns = new Turns()
  expect(turns.hasTime()).toBe(true)
  work()
  expect(turns.hasTime()).toBe(false)
  await turn()
  expect(turns.hasTime()).toBe(true)
})

test("who waits goes on in a later turn, in order, and once", async () => {
  const turns = new Turns()
  const went: string[] = []
  const taker = (name: string): TurnTaker => ({ takeTurn: () => went.push(name) })
  turns.later(taker("a"))
  turns.later(taker("b"))
  expect(went).toEqual([])
  while (went.length < 2) await turn()
  expect(went).toEqual(["a", "b"])
  await turn()
  expect(went).toEqual(["a", "b"])
})

test("whoever takes long leaves the others a turn of the event loop each, and nobody is forgotten", async () => {
  const turns = new Turns()
  const went: string[] = []
  for (const name of ["a", "b", "c"]) {
    turns.later({
      takeTurn: () => {
        went.push(name)
        work()
      },
    })
  }
  const seen: number[] = []
  while (went.length < 3) {
    await turn()
    seen.push(went.length)
  }
  expect(went).toEqual(["a", "b", "c"])
  // Not two in one turn.
  expect(seen.filter((count, index) => count - (seen[index - 1] ?? 0) > 1)).toEqual([])
})

test("who queues again has its next turn behind the others, and later", async () => {
  const turns = new Turns()
  const went: string[] = []
  const again: TurnTaker = {
    takeTurn: () => {
      went.push("again")
      if (went.length < 6) turns.later(again)
    },
  }
  turns.later(again)
  turns.later({ takeTurn: () => went.push("other") })
  while (went.length < 6) await turn()
  expect(went).toEqual(["again", "other", "again", "again", "again", "again"])
})
