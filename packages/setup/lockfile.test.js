import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { ROOT } from "./workspace.js"

test("the lock file names no registry, so everyone installs from their own", () => {
  const lines = readFileSync(join(ROOT, "pnpm-lock.yaml"), "utf8").split("\n")
  expect(lines.length).toBeGreaterThan(100)
  expect(lines.filter((line) => /https?:|tarball:|registry/.test(line))).toEqual([])
})
