/** npm test: every check, cheap ones first; stops at the first step that fails. */
import { mkdirSync, rmSync } from "node:fs"
import { join } from "node:path"
import { ensureChromium, playwrightCommand } from "./chromium.js"
import { ensureNginx } from "./nginx.js"
import { requireNode } from "./node-version.js"
import { ensurePython } from "./python.js"
import { countTests, REPORTS, report } from "./reports.js"
import { build, install, ROOT, run, StepError, tool } from "./workspace.js"

requireNode()

/** @type {readonly { name: string, action: () => void }[]} */
const steps = [
  { name: "Install", action: install },
  { name: "Python with pyzmq", action: ensurePython },
  { name: "nginx", action: ensureNginx },
  { name: "Chromium", action: ensureChromium },
  { name: "Build and types", action: build },
  { name: "Types of tests and scripts", action: () => tool("typescript/bin/tsc", "-p", ".") },
  { name: "Format", action: () => tool("@biomejs/biome/bin/biome", "ci", ".") },
  { name: "Lint", action: () => tool("oxlint/bin/oxlint", "--type-aware", "--deny-warnings") },
  { name: "Unused code and dependencies", action: () => tool("knip/bin/knip.js") },
  { name: "Unit and integration tests", action: testUnits },
  { name: "Browser tests", action: testPages },
]

rmSync(REPORTS, { recursive: true, force: true })
mkdirSync(REPORTS, { recursive: true })
let failed = false
for (const { name, action } of steps) {
  const startedAt = performance.now()
  console.log(`\n== ${name}`)
  try {
    action()
    console.log(`== ${name}: good (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`)
  } catch (error) {
    if (!(error instanceof StepError)) throw error
    console.error(`== ${name} FAILED: ${error.message}`)
    failed = true
    break
  }
}

const counted = countTests()
console.log(`\n${counted.passed} passed, ${counted.failed} failed`)
process.exitCode = failed || counted.failed > 0 || counted.passed === 0 ? 1 : 0

function testUnits() {
  const reporters = ["--reporter=default", "--reporter=json"]
  tool("vitest/vitest.mjs", "run", ...reporters, `--outputFile.json=${report("vitest")}`)
}

function testPages() {
  run(process.execPath, [playwrightCommand(), "test"], { cwd: join(ROOT, "e2e") })
}
