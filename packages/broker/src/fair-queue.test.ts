import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { FairQueue } from "./fair-queue.js"

/** Items are `owner` and a number: `a1`, `b2`. */
function queueOf(...items: readonly string[]): FairQueue<string, string> {
  const queue = new FairQueue<string, string>(ownerOf)
  for (const item of items) queue.push(item)
  return queue
}

function ownerOf(item: string): string {
  return item.slice(0, 1)
}

function drain(queue: FairQueue<string, string>): string[] {
  const items: string[] = []
  for (let item = queue.shift(); item !== undefined; item = queue.shift()) items.push(item)
  return items
}

test("one owner's items leave in the order in which they came", () => {
  expect(drain(queueOf("a1", "a2", "a3"))).toEqual(["a1", "a2", "a3"])
})

test("owners take turns, whoever came first and however many they have", () => {
  expect(drain(queueOf("a1", "a2", "a3", "a4", "b1", "c1", "c2"))).toEqual([
    "a1",
    "b1",
    "c1",
    "a2",
    "c2",
    "a3",
    "a4",
  ])
})

test("who comes back has its turn behind all that have one", () => {
  const queue = queueOf("a1", "b1", "b2")
  expect(queue.shift()).toBe("a1")
  queue.push("a2")
  expect(drain(queue)).toEqual(["b1", "a2", "b2"])
})

test("what is put back goes before all turns, and takes none", () => {
  const queue = queueOf("a1", "a2", "b1")
  expect(queue.shift()).toBe("a1")
  queue.unshift("a1")
  queue.unshift("z9")
  expect(queue.length).toBe(4)
  expect(drain(queue)).toEqual(["z9", "a1", "b1", "a2"])
})

test("an owner's items are taken out in their order, put back ones first; the others keep theirs", () => {
  const queue = queueOf("a2", "a3", "b1", "c1")
  queue.unshift("b0")
  queue.unshift("a1")
  expect(queue.remove("a")).toEqual(["a1", "a2", "a3"])
  expect(queue.length).toBe(3)
  expect(queue.remove("a")).toEqual([])
  expect(drain(queue)).toEqual(["b0", "b1", "c1"])
})

test("its owners are those that have items", () => {
  const queue = queueOf("a1", "b1")
  queue.unshift("z1")
  expect(queue.owners()).toEqual(new Set(["z", "a", "b"]))
  queue.shift()
  queue.shift()
  expect(queue.owners()).toEqual(new Set(["b"]))
  expect(drain(queue)).toEqual(["b1"])
  expect(queue.owners()).toEqual(new Set())
})

test("nothing comes out of an empty one, and its length stays", () => {
  const queue = queueOf()
  expect(queue.shift()).toBeUndefined()
  expect(queue.length).toBe(0)
})

describe("whatever is pushed, taken and removed", () => {
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.record({ push: fc.constantFrom("a", "b", "c", "d") }) },
    { weight: 4, arbitrary: fc.constant({ shift: true }) },
    { weight: 1, arbitrary: fc.record({ remove: fc.constantFrom("a", "b", "c", "d") }) },
  )

  test("nothing is lost, each owner's order holds, and nobody is passed by twice by another", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const queue = queueOf()
        const waiting = new Map<string, string[]>()
        /** For each owner that has items: whom others were served since its turn last came. */
        const passedBy = new Map<string, Set<string>>()
        let next = 0
        for (const action of steps) {
          if ("push" in action) {
            next += 1
            const item = `${action.push}${next}`
            queue.push(item)
            const own = waiting.get(action.push)
            if (own === undefined) waiting.set(action.push, [item])
            else own.push(item)
          } else if ("remove" in action) {
            expect(queue.remove(action.remove)).toEqual(waiting.get(action.remove) ?? [])
            waiting.delete(action.remove)
            passedBy.delete(action.remove)
          } else {
            const item = queue.shift()
            if (item === undefined) {
              expect(waiting.size).toBe(0)
              continue
            }
            const owner = ownerOf(item)
            const own = waiting.get(owner)
            expect(own?.shift()).toBe(item)
            if (own?.length === 0) waiting.delete(owner)
            passedBy.delete(owner)
            for (const other of waiting.keys()) {
              if (other === owner) continue
              const passed = passedBy.get(other) ?? new Set()
              expect(passed.has(owner), `${other} was passed by twice by ${owner}`).toBe(false)
              passedBy.set(other, passed.add(owner))
            }
          }
          expect(queue.length).toBe([...waiting.values()].flat().length)
          expect(queue.owners()).toEqual(new Set(waiting.keys()))
        }
      }),
      { seed: 1, numRuns: 300 },
    )
  })
})

test("from the other end come the newest, owners in turn, and what goes before all turns last", () => {
  const queue = queueOf("a1", "a2", "b1", "c1")
  queue.unshift("z9")
  expect(queue.peek()).toBe("z9")
  queue.push("d1")
  expect([queue.pop(), queue.pop(), queue.pop(), queue.pop()]).toEqual(["d1", "c1", "b1", "a2"])
  expect(queue.length).toBe(2)
  expect([queue.pop(), queue.pop(), queue.pop()]).toEqual(["a1", "z9", undefined])
  expect(queue.length).toBe(0)
  expect(queueOf("a1").pop()).toBe("a1")
})

test("one owner of many is not served alone from that end", () => {
  const queue = queueOf("a1", "b1", "b2", "b3")
  expect([queue.pop(), queue.pop(), queue.pop(), queue.pop()]).toEqual(["b3", "a1", "b2", "b1"])
})
