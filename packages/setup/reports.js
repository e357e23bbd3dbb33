import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { ROOT } from "./workspace.js"

/** Where the test runners leave what they counted, as JSON. */
export const REPORTS = join(ROOT, ".turbo", "reports")

/** @param {"vitest" | "playwright"} runner */
export function report(runner) {
  return join(REPORTS, `${runner}.json`)
}

/** Adds up the tests of both runners; one that left no report has run none. */
export function countTests() {
  const vitest = read(report("vitest"))
  const playwright = read(report("playwright")).stats ?? {}
  return addUp(vitest, playwright)
}

/**
 * A test file that cannot even be loaded has no tests, so it counts as a failed one.
 * @param {{ numPassedTests?: number, numFailedTests?: number, numFailedTestSuites?: number }} vitest
 * @param {{ expected?: number, unexpected?: number, flaky?: number }} playwright
 */
export function addUp(vitest, playwright) {
  const unloaded = vitest.numFailedTests === 0 ? (vitest.numFailedTestSuites ?? 0) : 0
  return {
    passed: (vitest.numPassedTests ?? 0) + (playwright.expected ?? 0),
    failed:
      (vitest.numFailedTests ?? 0) +
      unloaded +
      (playwright.unexpected ?? 0) +
      (playwright.flaky ?? 0),
  }
}

/** @param {string} path */
function read(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {}
}
