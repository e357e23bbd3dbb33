import type { LaneSecond, Race } from "@zmqscope/protocol"
import { expect, test } from "vitest"
import { testRace } from "../../test/support/races.js"
import { ApiError } from "../api/index.js"
import { RaceDesk } from "./race-desk.js"
import { RaceList } from "./race-list.js"

const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

function deskOf(answers: (Race | Error)[]) {
  const delays: number[] = []
  let task: (() => void) | null = null
  const desk = new RaceDesk({
    load: async () => {
      const answer = answers.shift()
      if (answer instanceof Error) throw answer
      if (answer === undefined) throw new Error("asked once too often")
      return answer
    },
    after: (ms, next) => {
      delays.push(ms)
      task = next
      return () => {
        task = null
      }
    },
  })
  const next = async () => {
    const due = task
    task = null
    due?.()
    await settled()
  }
  return { desk, delays, next, isDue: () => task !== null }
}

test("a race is asked for four times a second while it goes on, and no more once it is over", async () => {
  const { desk, delays, next, isDue } = deskOf([testRace(), testRace({ phase: "done" })])
  desk.follow(1)
  expect(desk.get()).toEqual({ state: "loading" })
  await settled()
  expect(desk.get()).toMatchObject({ state: "ready", race: { phase: "measuring" } })
  expect(delays).toEqual([250])
  await next()
  expect(desk.get()).toMatchObject({ state: "ready", race: { phase: "done" }, failure: null })
  expect(isDue()).toBe(false)
})

test("what was known stays while nobody answers, said to be old, and goes on after", async () => {
  const { desk, next } = deskOf([testRace(), new Error("away"), testRace({ round: 2 })])
  desk.follow(1)
  await settled()
  await next()
  expect(desk.get()).toMatchObject({ state: "ready", race: { round: 1 }, failure: "away" })
  await next()
  expect(desk.get()).toMatchObject({ state: "ready", race: { round: 2 }, failure: null })
})

test("one that was never reached is asked for again; one that the server does not know is not", async () => {
  const gone = new ApiError("unknown-race", 404, "There is no race 1.", new Map())
  const { desk, next, isDue } = deskOf([new Error("away"), gone])
  desk.follow(1)
  await settled()
  expect(desk.get()).toEqual({ state: "failed", why: "away" })
  await next()
  expect(desk.get()).toEqual({ state: "unknown", why: "There is no race 1." })
  expect(isDue()).toBe(false)
})

test("nothing is asked for any more once another is followed, or none", async () => {
  const { desk, isDue } = deskOf([testRace()])
  const leave = desk.follow(1)
  leave()
  await settled()
  expect(desk.get()).toEqual({ state: "loading" })
  expect(isDue()).toBe(false)
})

test("a lane's seconds are the same array until they change", async () => {
  const withSeconds = (seconds: LaneSecond[]) =>
    testRace({ lanes: testRace().lanes.map((lane) => ({ ...lane, seconds: [...seconds] })) })
  const one = { second: 0, returned: 3, p99Us: null, depth: 0, idleWhileQueuedUs: 0 }
  const { desk, next } = deskOf([withSeconds([one]), withSeconds([one]), withSeconds([one, one])])
  const seconds = () => {
    const view = desk.get()
    return view.state === "ready" ? view.race.lanes[0]?.seconds : undefined
  }
  desk.follow(1)
  await settled()
  const before = seconds()
  await next()
  expect(seconds()).toBe(before)
  await next()
  expect(seconds()).toHaveLength(2)
})

test("races are listed latest first, asked for again when one begins or ends, and kept when nobody answers", async () => {
  const answers: (Race[] | Error)[] = [[testRace(), testRace({ number: 2 })], new Error("away")]
  const list = new RaceList(async () => {
    const answer = answers.shift() ?? []
    if (answer instanceof Error) throw answer
    return answer
  })
  list.refreshAt("goes on")
  list.refreshAt("goes on")
  await settled()
  expect(list.get().races.map(({ number }) => number)).toEqual([2, 1])
  list.refreshAt("over")
  await settled()
  expect(list.get()).toMatchObject({ state: "failed", why: "away", races: [{ number: 2 }, {}] })
})
