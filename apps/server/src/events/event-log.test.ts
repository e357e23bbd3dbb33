import type { LoggedEvent } from "@zmqscope/protocol"
import { expect, test } from "vitest"
import { EventLog, type NewEvent } from "./event-log.js"

const joined = (name: string): NewEvent => ({
  kind: "join",
  side: "client",
  name,
  address: "",
  text: `${name} joined.`,
  advice: "",
})

function logAt(startMs: number) {
  const clock = { ms: startMs }
  const told: LoggedEvent[] = []
  const log = new EventLog(
    () => clock.ms,
    (event) => told.push(event),
  )
  return { clock, told, log }
}

test("what happens is numbered, told on, and listed from the latest back", () => {
  const { log, told } = logAt(5000)
  for (const name of ["a", "b", "c"]) log.add(joined(name))
  expect(told.map(({ number, atMs, name }) => [number, atMs, name])).toEqual([
    [1, 5000, "a"],
    [2, 5000, "b"],
    [3, 5000, "c"],
  ])
  expect([...log.latestFirst(3)].map(({ name }) => name)).toEqual(["b", "a"])
})

test("numbers go on from what was before", () => {
  const { log, told } = logAt(0)
  log.add(joined("a"))
  const next = new EventLog(
    () => 0,
    (event) => told.push(event),
    { before: told.slice() },
  )
  next.add(joined("b"))
  expect([...next.latestFirst()].map(({ number }) => number)).toEqual([2, 1])
})

test("of a crowd that comes in one second it is said how many there were", () => {
  const { clock, log, told } = logAt(1000)
  for (let peer = 0; peer < 250; peer += 1) log.add(joined(`client-${peer}`))
  log.add({ ...joined("box"), kind: "cut" })
  expect(told).toHaveLength(101)
  clock.ms = 2500
  log.tick()
  expect(told.at(-1)).toMatchObject({
    kind: "gap",
    count: 150,
    text: expect.stringMatching(/^150 more/),
  })
  log.add(joined("later"))
  expect(told.at(-1)).toMatchObject({ name: "later" })
})

test("a crowd is told of when the clock is set back, and when the log ends", () => {
  const { clock, log, told } = logAt(100_000)
  const crowd = () => {
    for (let peer = 0; peer < 101; peer += 1) log.add(joined(`client-${peer}`))
  }
  crowd()
  clock.ms = 50_000
  log.tick()
  expect(told.at(-1)).toMatchObject({ kind: "gap", count: 1 })
  crowd()
  log.close()
  expect(told.at(-1)).toMatchObject({ kind: "gap", count: 1 })
})
