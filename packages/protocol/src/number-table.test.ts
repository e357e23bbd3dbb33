import fc from "fast-check"
import { expect, test } from "vitest"
import { NumberTable } from "./number-table.js"

test("holds what a map would hold, in the order of the numbers, however long some stay", () => {
  const stays = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 200 })
  fc.assert(
    fc.property(stays, (lives) => {
      const table = new NumberTable<string>(8)
      const map = new Map<number, string>()
      for (const index of lives.keys()) {
        const number = index + 1
        table.add(number, `value ${number}`)
        map.set(number, `value ${number}`)
        lives.slice(0, number).forEach((other, before) => {
          if (before + other !== index) return
          table.delete(before + 1)
          map.delete(before + 1)
        })
        expect(table.size).toBe(map.size)
        expect([...table]).toEqual([...map.values()])
        expect(table.get(number)).toBe(map.get(number))
        expect(table.get(number - 8)).toBe(map.get(number - 8))
      }
    }),
  )
})

test("takes numbers that come late, and those beyond 32 bits", () => {
  const table = new NumberTable<string>(8)
  const numbers = [2 ** 40 + 1, 5, 2 ** 40 + 9, 13, 2 ** 40 - 7]
  for (const number of numbers) table.add(number, `${number}`)
  expect(numbers.map((number) => table.get(number))).toEqual(numbers.map(String))
  expect(new Set(table)).toEqual(new Set(numbers.map(String)))
  for (const number of numbers) table.delete(number)
  expect(table.size).toBe(0)
  expect([...table]).toEqual([])
})

test("deleting what is not there changes nothing, clearing empties it", () => {
  const table = new NumberTable<string>(8)
  table.add(1, "one")
  table.add(9, "nine")
  table.delete(17)
  expect(table.size).toBe(2)
  table.clear()
  expect([table.size, table.get(1), table.get(9), ...table]).toEqual([0, undefined, undefined])
})

test("a span that is no power of two is refused", () => {
  for (const span of [0, 3, -2, 100]) expect(() => new NumberTable(span)).toThrow(/power of two/)
})
