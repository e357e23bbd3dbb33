import { describe, expect, test } from "vitest"
import { NameIndexes, Roll } from "./roll.js"

interface Peer {
  readonly index: number
  readonly name: string
}

const asIs = (index: number, name: string): Peer => ({ index, name })

describe("a roll", () => {
  test("numbers its peers from 0 and never gives a number twice", () => {
    const roll = new Roll<Peer>()
    const first = roll.add("a", asIs)
    roll.add("b", asIs)
    roll.remove(first)
    expect(roll.add("c", asIs).index).toBe(2)
    expect(roll.get(0)).toBeUndefined()
    expect(Array.from(roll, (peer) => peer.index)).toEqual([1, 2])
    expect(roll.size).toBe(2)
  })

  test("keeps equal names apart while they live", () => {
    const roll = new Roll<Peer>()
    const names = Array.from({ length: 3 }, () => roll.add("same", asIs).name)
    expect(names).toEqual(["same", "same~2", "same~3"])
  })

  test("keeps a wanted name apart from one that it made itself", () => {
    const roll = new Roll<Peer>()
    roll.add("same", asIs)
    roll.add("same", asIs)
    expect(roll.add("same~2", asIs).name).toBe("same~2~2")
  })

  test("gives a name again once its bearer is gone", () => {
    const roll = new Roll<Peer>()
    const first = roll.add("same", asIs)
    const second = roll.add("same", asIs)
    roll.remove(first)
    expect(roll.add("same", asIs).name).toBe("same")
    roll.remove(second)
    expect(roll.add("same", asIs).name).toBe("same~2")
  })

  test("frees a name once, however often its bearer is removed", () => {
    const roll = new Roll<Peer>()
    const first = roll.add("same", asIs)
    roll.remove(first)
    roll.add("same", asIs)
    roll.remove(first)
    expect(roll.add("same", asIs).name).toBe("same~2")
  })
})

describe("indexes by name", () => {
  test("are given again to a name that comes back", () => {
    const indexes = new NameIndexes()
    expect(["a", "b", "a", "c", "b"].map((name) => indexes.of(name))).toEqual([0, 1, 0, 2, 1])
  })

  test("go on from an earlier run, past names that nobody knows", () => {
    const indexes = new NameIndexes([
      [0, "a"],
      [2, "c"],
    ])
    expect(["c", "new", "a"].map((name) => indexes.of(name))).toEqual([2, 3, 0])
  })

  test("are remembered longest that were used last", () => {
    const indexes = new NameIndexes()
    indexes.of("long-lived")
    for (let name = 0; name < 500; name += 1) indexes.of(`${name}`)
    indexes.keep(0, "long-lived")
    for (let name = 500; name < 1100; name += 1) indexes.of(`${name}`)
    expect(indexes.of("long-lived")).toBe(0)
  })

  test("are forgotten, oldest first, and never given to another", () => {
    const indexes = new NameIndexes()
    for (let name = 0; name <= 1000; name += 1) indexes.of(`${name}`)
    expect(indexes.of("0")).toBe(1001)
    expect(indexes.of("1000")).toBe(1000)
  })
})
