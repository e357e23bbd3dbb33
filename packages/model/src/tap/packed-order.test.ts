import { describe, expect, it } from "vitest"
import { MAX_KEY, PackedOrder } from "./packed-order.js"

/** Numbers from a seed, 0 to below `below`. */
function draws(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return Math.floor((state / 2 ** 32) * below)
  }
}

function places(order: PackedOrder): readonly number[] {
  return Array.from({ length: order.count }, (_, at) => order.placeAt(at))
}

/** As a plain sort would have it: by key, then the later place first. */
function expected(keys: ReadonlyMap<number, number>): readonly number[] {
  return [...keys]
    .sort(([place, key], [otherPlace, otherKey]) => key - otherKey || otherPlace - place)
    .map(([place]) => place)
}

describe("a packed order", () => {
  it.each([0, 1, 8191, 8192, 8193, 50_000])("sorts %i rows as a sort in one go does", (count) => {
    const draw = draws(count)
    const order = new PackedOrder(1_000_000)
    const keys = new Map<number, number>()
    for (let at = 0; at < count; at += 1) {
      const key = draw(3) === 0 ? draw(5) : draw(MAX_KEY)
      keys.set(1_000_000 + at, key)
      order.put(key, 1_000_000 + at)
      if (at % 8192 === 0) order.merge(1_000_000)
    }
    expect(order.merge(1_000_000)).toBe(true)
    expect(places(order)).toEqual(expected(keys))
  })

  it("takes in what comes and drops what goes, over and over", () => {
    const draw = draws(7)
    const order = new PackedOrder(0)
    const keys = new Map<number, number>()
    let next = 0
    for (let round = 0; round < 200; round += 1) {
      for (let fresh = draw(2000); fresh > 0; fresh -= 1) {
        const key = draw(50)
        keys.set(next, key)
        order.put(key, next)
        next += 1
      }
      const first = Math.max(0, next - 5000)
      for (const place of keys.keys()) if (place < first) keys.delete(place)
      expect(order.merge(first)).toBe(true)
    }
    expect(next).toBeGreaterThan(2 ** 17)
    expect(places(order)).toEqual(expected(keys))
  })

  it("takes no row whose place has gone meanwhile", () => {
    const order = new PackedOrder(0)
    order.put(1, 7)
    order.merge(5)
    order.put(0, 4)
    order.put(0, 6)
    order.merge(5)
    expect(places(order)).toEqual([6, 7])
  })

  it("says when it has been left behind", () => {
    const order = new PackedOrder(0)
    order.put(1, 2 ** 17)
    expect(order.merge(0)).toBe(false)
  })
})
