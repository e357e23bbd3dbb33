import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import { describe, expect, it } from "vitest"

const LIMIT_BYTES = 320 * 1024

describe("the built page", () => {
  it("has less than 320 KB of JavaScript, gzipped", () => {
    const dist = fileURLToPath(new URL("../dist/", import.meta.url))
    const scripts = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((path) =>
      path.endsWith(".js"),
    )
    const bytes = scripts.reduce((sum, path) => sum + gzipSync(readFileSync(dist + path)).length, 0)
    expect(scripts.length, "run the build first").toBeGreaterThan(0)
    expect(bytes).toBeLessThan(LIMIT_BYTES)
  })

  it("carries the Latin subset of its fonts and no other", () => {
    const assets = fileURLToPath(new URL("../dist/assets/", import.meta.url))
    const fonts = readdirSync(assets).filter((name) => name.endsWith(".woff2"))
    expect(fonts).toHaveLength(2)
    for (const font of fonts) expect(font).toMatch(/-latin-wght-normal-/)
  })
})
