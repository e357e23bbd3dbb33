import { seededRandom } from "@zmqscope/testkit/samples"
import { expect, test } from "vitest"
import { IndexMap } from "./index-map.js"

test("is a Map, whatever is put in, asked for and taken out, however far apart", () => {
  const random = seededRandom(7)
  const one = new IndexMap<number>()
  const other = new Map<number, number>()
  // Every 4096th leads to the same cell; the last is that of no worker.
  const indexes = [0, 1, 2, 4096, 4097, 8192, 8193, 1_000_000, 0xffffffff]
  for (let step = 0; step < 5000; step += 1) {
    const index = indexes[Math.floor(random() * indexes.length)] ?? 0
    const kind = random()
    if (kind < 0.45) {
      one.set(index, step)
      other.set(index, step)
    } else if (kind < 0.9) expect(one.delete(index)).toBe(other.delete(index))
    else if (kind < 0.91) {
      one.clear()
      other.clear()
    }
    for (const asked of indexes) expect(one.get(asked)).toBe(other.get(asked))
    expect([...one]).toEqual([...other])
  }
})
