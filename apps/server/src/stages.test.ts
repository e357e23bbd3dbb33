import { beforeEach, expect, test } from "vitest"
import { LEASE_MS, MAX_STAGES, Stages } from "./stages.js"

let brokers: Set<string>
let due: { ms: number; task: () => void }[]
let stages: Stages

beforeEach(() => {
  brokers = new Set()
  due = []
  stages = new Stages({
    add: async (name) => void brokers.add(name),
    remove: async (name) => void brokers.delete(name),
    after: (ms, task) => {
      const timer = { ms, task }
      due.push(timer)
      return () => void due.splice(due.indexOf(timer), 1)
    },
  })
})

test("each scene has a broker of its own, which goes when the scene is left", async () => {
  const [one, other] = [await stages.open(), await stages.open()]
  expect([...brokers]).toEqual([one, other])
  await stages.close(one)
  expect([...brokers]).toEqual([other])
  expect(due).toHaveLength(1)
})

test("a broker whose page is no longer heard of goes by itself", async () => {
  const name = await stages.open()
  stages.renew(name)
  expect(due.map(({ ms }) => ms)).toEqual([LEASE_MS])
  due.shift()?.task()
  expect([...brokers]).toEqual([])
  expect(() => stages.renew(name)).toThrow(/has ended/)
})

test("there are so many and no more, until one has ended", async () => {
  const names = await Promise.all(Array.from({ length: MAX_STAGES }, () => stages.open()))
  await expect(stages.open()).rejects.toThrow(/are being played already/)
  await stages.close(names[0] ?? "")
  await expect(stages.open()).resolves.not.toBe(names[0])
})

test("one that cannot be started takes no place", async () => {
  const failing = new Stages({
    add: async () => {
      throw new Error("no port")
    },
    remove: async () => {},
    after: () => () => {},
  })
  for (let at = 0; at <= MAX_STAGES; at += 1) {
    await expect(failing.open()).rejects.toThrow("no port")
  }
})
