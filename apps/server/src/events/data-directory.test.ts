import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { DataDirectory, DataError } from "./data-directory.js"

let parent: string
let path: string
let lock: string
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "zmqscope-lock-"))
  path = join(parent, "data")
  lock = join(path, "zmqscope.lock")
})
afterEach(() => {
  rmSync(parent, { recursive: true })
})

test("a directory is made, locked while it is open, and free afterwards", () => {
  const directory = new DataDirectory(path)
  expect(readFileSync(lock, "utf8")).toMatch(new RegExp(`^${process.pid} `))
  directory.close()
  expect(existsSync(lock)).toBe(false)
})

test.each([
  ["a process that has ended", "999999999 1"],
  ["an earlier process whose number another has now", `${process.ppid} 1`],
  ["an earlier process of our own number", `${process.pid} 1`],
  ["a process that ended while it wrote", ""],
  ["nobody who can be told", "no lock at all"],
])("the lock of %s is taken over", (_whose, mark) => {
  new DataDirectory(path).close()
  writeFileSync(lock, mark)
  const directory = new DataDirectory(path)
  expect(readFileSync(lock, "utf8")).toMatch(new RegExp(`^${process.pid} `))
  directory.close()
})

test("whoever has lost the lock leaves the other's alone", () => {
  const directory = new DataDirectory(path)
  writeFileSync(lock, "1 1")
  directory.close()
  expect(readFileSync(lock, "utf8")).toBe("1 1")
})

test("what cannot be a directory is refused by its path", () => {
  writeFileSync(path, "")
  expect(() => new DataDirectory(path)).toThrow(DataError)
  expect(() => new DataDirectory(path)).toThrow(`${path} cannot be used: `)
})
