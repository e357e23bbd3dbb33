import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import { describe, expect, it } from "vitest"

const DIST = fileURLToPath(new URL("../dist/", import.meta.url))
/** What must be there before anything is seen. */
const FIRST_SCREEN_BYTES = 320 * 1024
/** With what is loaded once it is asked for: dialogs, events, scenes, the overview, the race. */
const ALL_BYTES = 400 * 1024

interface Chunk {
  readonly file: string
  readonly isEntry?: boolean
  /** Those that it cannot run without. */
  readonly imports?: readonly string[]
}

function readManifest(): ReadonlyMap<string, Chunk> {
  const text = readFileSync(`${DIST}.vite/manifest.json`, "utf8")
  return new Map(Object.entries(JSON.parse(text) as Record<string, Chunk>))
}

/** An entry and all that it imports, however deep. */
function loadedWith(name: string, manifest: ReadonlyMap<string, Chunk>, seen = new Set<string>()) {
  const chunk = manifest.get(name)
  if (chunk === undefined || seen.has(chunk.file)) return seen
  seen.add(chunk.file)
  for (const other of chunk.imports ?? []) loadedWith(other, manifest, seen)
  return seen
}

function gzipped(files: Iterable<string>): number {
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(DIST + file)).length, 0)
}

describe("the built page", () => {
  it("loads less than 320 KB of JavaScript, gzipped, for its first screen", () => {
    const manifest = readManifest()
    const entries = [...manifest].flatMap(([name, { isEntry }]) => (isEntry === true ? [name] : []))
    expect(entries).toHaveLength(1)
    const files = loadedWith(entries[0] ?? "", manifest)
    expect(gzipped(files)).toBeLessThan(FIRST_SCREEN_BYTES)
  })

  it("has less than 400 KB of it altogether", () => {
    const scripts = readdirSync(DIST, { recursive: true, encoding: "utf8" }).filter((path) =>
      path.endsWith(".js"),
    )
    expect(scripts.length, "what is asked for later is a chunk of its own").toBeGreaterThan(1)
    expect(gzipped(scripts)).toBeLessThan(ALL_BYTES)
  })

  it("carries the Latin subset of its fonts and no other", () => {
    const fonts = readdirSync(`${DIST}assets/`).filter((name) => name.endsWith(".woff2"))
    expect(fonts).toHaveLength(2)
    for (const font of fonts) expect(font).toMatch(/-latin-wght-normal-/)
  })
})
