import { expect, test } from "vitest"
import { addUp } from "./reports.js"

test("adds up what both runners counted", () => {
  const vitest = { numPassedTests: 40, numFailedTests: 2, numFailedTestSuites: 1 }
  const playwright = { expected: 9, unexpected: 1, flaky: 1 }
  expect(addUp(vitest, playwright)).toEqual({ passed: 49, failed: 4 })
})

test("counts a test file that could not be loaded as failed", () => {
  const vitest = { numPassedTests: 40, numFailedTests: 0, numFailedTestSuites: 1 }
  expect(addUp(vitest, {})).toEqual({ passed: 40, failed: 1 })
})

test("counts nothing where no runner left a report", () => {
  expect(addUp({}, {})).toEqual({ passed: 0, failed: 0 })
})
