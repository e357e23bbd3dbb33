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

describe("an order in steps", () => {
  it.each([0, 1, 8191, 8192, 8193, 50_000])("sorts %i rows as a sort in one go does", (count) => {
    const draw = draws(count)
    const order = new PackedOrder(1_000_000)
    const keys = new Map<number, number>()
    for (let at = 0; at < count; at += 1) {
      const key = draw(3) === 0 ? draw(5) : draw(MAX_KEY)
      keys.set(1_000_000 + at, key)
      order.push(key, 1_000_000 + at)
    }
    let steps = 0
    for (const _ of order.sort()) steps += 1
    expect(places(order)).toEqual(expected(keys))
    expect(steps).toBeGreaterThanOrEqual(Math.floor(count / 8192))
  })

  it("takes in what comes and drops what goes, over and over", () => {
    const draw = draws(7)
    const order = new PackedOrder(0)
    const keys = new Map<number, number>()
    let next = 0
    for (let round = 0; round < 200; round += 1) {
      const fresh = Array.from({ length: draw(2000) }, () => {
        const row = { key: draw(50), place: next }
        next += 1
        keys.set(row.place, row.key)
        return row
      })
      const first = Math.max(0, next - 5000)
      for (const place of keys.keys()) if (place < first) keys.delete(place)
      expect(order.add(fresh, first)).toBe(true)
    }
    expect(next).toBeGreaterThan(2 ** 17)
    expect(places(order)).toEqual(expected(keys))
  })

  it("says when it has been left behind", () => {
    const order = new PackedOrder(0)
    expect(order.add([{ key: 1, place: 2 ** 17 }], 0)).toBe(false)
  })
})
