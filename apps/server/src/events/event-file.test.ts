import { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { LoggedEvent } from "@zmqscope/protocol"
import { afterEach, beforeEach, expect, test } from "vitest"
import { DataError } from "./data-directory.js"
import { EventFile, type EventFileOptions } from "./event-file.js"

let directory: string
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "zmqscope-events-"))
})
afterEach(() => {
  rmSync(directory, { recursive: true })
})

const event = (number: number): LoggedEvent => ({
  number,
  atMs: 1000 + number,
  kind: "join",
  side: "worker",
  name: "box",
  address: "10.0.0.5:4000",
  text: "box joined.",
  advice: "",
  count: 1,
})

const path = () => join(directory, "main.events.jsonl")

function fileOf(failures: string[] = [], bounds: Partial<EventFileOptions> = {}): EventFile {
  const failed = (message: string) => failures.push(message)
  return new EventFile({ directory, name: "main", failed, ...bounds })
}

test("what one process wrote the next one reads", async () => {
  const first = fileOf()
  for (const number of [1, 2, 3]) first.append(event(number))
  await first.close()
  expect(fileOf().read()).toEqual([event(1), event(2), event(3)])
})

test("half a line, and what is no event, are left out and told of", async () => {
  const file = fileOf()
  file.append(event(1))
  await file.close()
  appendFileSync(path(), '{"number":2}\nno json\n{"number":3,"a')
  const failures: string[] = []
  expect(fileOf(failures).read()).toEqual([event(1)])
  expect(failures).toEqual([
    expect.stringMatching(/^of .*main\.events\.jsonl 3 lines are no events and left out: /),
  ])
})

test("what comes after half a line stands in a line of its own", async () => {
  const before = fileOf()
  before.append(event(1))
  await before.close()
  appendFileSync(path(), '{"number":2,"a')
  const file = fileOf()
  for (const number of [2, 3]) {
    file.append(event(number))
    await file.close()
  }
  expect(fileOf().read()).toEqual([event(1), event(2), event(3)])
})

test("a file that cannot be read is refused with what to do", () => {
  mkdirSync(path())
  expect(() => fileOf().read()).toThrow(DataError)
  expect(() => fileOf().read()).toThrow(/cannot be read: EISDIR.*Let this user read it, or move it/)
})

test("past the bound the file is the one before, and what was that is gone", async () => {
  const bytes = Buffer.byteLength(JSON.stringify(event(1))) + 1
  const file = fileOf([], { maxBytes: 2 * bytes })
  for (const number of [1, 2, 3, 4, 5, 6, 7]) {
    file.append(event(number))
    await file.close()
  }
  expect(
    fileOf()
      .read()
      .map(({ number }) => number),
  ).toEqual([5, 6, 7])
})

test("a file that cannot be written is told of once, and what it lacks is written when it can", async () => {
  const failures: string[] = []
  const file = fileOf(failures)
  rmSync(directory, { recursive: true })
  for (const number of [1, 2]) {
    file.append(event(number))
    await file.close()
  }
  expect(failures).toEqual([expect.stringMatching(/cannot be written: ENOENT.*make room/)])
  mkdirSync(directory)
  file.append(event(3))
  await file.close()
  expect(fileOf().read()).toEqual([event(1), event(2), event(3)])
})

test("of events that found no room it is said how many there were, in their place", async () => {
  const failures: string[] = []
  const file = fileOf(failures, { maxPendingBytes: 0 })
  for (const number of [1, 2, 3]) file.append(event(number))
  await file.close()
  file.append(event(4))
  await file.close()
  expect(failures).toEqual([expect.stringContaining("more slowly than they come")])
  expect(fileOf().read()).toMatchObject([event(1), { number: 3, kind: "gap", count: 2 }, event(4)])
})

test.skipIf(!existsSync("/dev/full"))(
  "a full disk loses nothing that there is room for later",
  async () => {
    const failures: string[] = []
    symlinkSync("/dev/full", path())
    const file = fileOf(failures)
    file.append(event(1))
    await file.close()
    expect(failures).toEqual([expect.stringContaining("ENOSPC")])
    rmSync(path())
    await file.close()
    expect(fileOf().read()).toEqual([event(1)])
  },
)
