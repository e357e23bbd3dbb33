import { History } from "@zmqscope/metrics"
import { expect, it } from "vitest"
import { sparkOf } from "./summarize.js"

const DEPTHS = { waiting: 0, unseen: 0, oldestWaitingUs: 0 }
const START_MS = 1_700_000_000_000

/** A history of whole seconds in which so much was returned, a tenth in each tenth. */
function historyOf(seconds: readonly (number | null)[]): History {
  const history = new History()
  for (const [second, returned] of seconds.entries()) {
    if (returned === null) continue
    for (let tenth = 0; tenth < 10; tenth += 1) {
      const step = history.openStep(START_MS + second * 1000 + tenth * 100)
      step.returned = returned / 10
      history.closeStep(step, DEPTHS)
    }
  }
  return history
}

it("has a rate for each of the last 60 whole seconds, and none where nobody watched", () => {
  const history = historyOf([10, 20, null, 40])
  const spark = sparkOf(history, START_MS + 4500)
  expect(spark).toHaveLength(60)
  expect(spark.slice(-5)).toEqual([null, 10, 20, null, 40])
  expect(sparkOf(history, START_MS + 63_900).slice(0, 2)).toEqual([40, null])
  expect(sparkOf(history, START_MS + 64_000)).toEqual(Array.from({ length: 60 }, () => null))
})
