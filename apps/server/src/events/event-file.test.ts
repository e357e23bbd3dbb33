import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { LoggedEvent } from "@zmqscope/protocol"
import { afterEach, beforeEach, expect, test } from "vitest"
import { EventFile } from "./event-file.js"

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

function fileOf(failures: string[] = [], maxBytes = 1_000_000): EventFile {
  const failed = (why: string) => failures.push(why)
  return new EventFile({ directory, name: "main", failed, maxBytes })
}

test("what one process wrote the next one reads", async () => {
  const first = fileOf()
  for (const number of [1, 2, 3]) first.append(event(number))
  await first.close()
  expect(fileOf().read()).toEqual([event(1), event(2), event(3)])
})

test("half a line, and what is no event, are left out", async () => {
  const file = fileOf()
  file.append(event(1))
  await file.close()
  appendFileSync(join(directory, "main.events.jsonl"), '{"number":2}\nno json\n{"number":3,"a')
  expect(fileOf().read()).toEqual([event(1)])
})

test("past the bound the file is the one before, and what was that is gone", async () => {
  const bytes = Buffer.byteLength(JSON.stringify(event(1))) + 1
  const file = fileOf([], 2 * bytes)
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

test("a file that cannot be written is told of once, and written again when it can", async () => {
  const failures: string[] = []
  const file = fileOf(failures)
  rmSync(directory, { recursive: true })
  for (const number of [1, 2]) {
    file.append(event(number))
    await file.close()
  }
  expect(failures).toHaveLength(1)
  expect(failures[0]).toContain("ENOENT")
  mkdirSync(directory)
  file.append(event(3))
  await file.close()
  expect(fileOf().read()).toEqual([event(3)])
})
