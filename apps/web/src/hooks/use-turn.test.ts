import { describe, expect, test } from "vitest"
import { Turns } from "./use-turn.js"

function turnsOnAList() {
  const timers: (() => void)[] = []
  const done: string[] = []
  const turns = new Turns((_, task) => timers.push(task))
  return { turns, done, pass: () => timers.shift()?.() }
}

describe("turns", () => {
  test("the first goes at once, the others one at a time", () => {
    const { turns, done, pass } = turnsOnAList()
    for (const name of ["a", "b", "c"]) turns.ask({}, () => done.push(name))
    expect(done).toEqual(["a"])
    pass()
    expect(done).toEqual(["a", "b"])
    pass()
    expect(done).toEqual(["a", "b", "c"])
  })

  test("who asks again keeps its place, with the newer task", () => {
    const { turns, done, pass } = turnsOnAList()
    const [second, third] = [{}, {}]
    turns.ask({}, () => done.push("first"))
    turns.ask(second, () => done.push("second, old"))
    turns.ask(third, () => done.push("third"))
    turns.ask(second, () => done.push("second, new"))
    pass()
    pass()
    expect(done).toEqual(["first", "second, new", "third"])
  })

  test("who leaves has no turn", () => {
    const { turns, done, pass } = turnsOnAList()
    const gone = {}
    turns.ask({}, () => done.push("first"))
    turns.ask(gone, () => done.push("gone"))
    turns.leave(gone)
    pass()
    expect(done).toEqual(["first"])
  })
})
