import { describe, expect, it } from "vitest"
import { ProgressStore, runBulk } from "./bulk.js"

describe("runBulk", () => {
  it("does everything once, a few at a time, and tells how far it is", async () => {
    const names = Array.from({ length: 20 }, (_, at) => `client-${at}`)
    const acted: string[] = []
    const progress: number[] = []
    let underWay = 0
    let most = 0
    const outcome = await runBulk(
      names,
      async (name) => {
        underWay += 1
        most = Math.max(most, underWay)
        await Promise.resolve()
        underWay -= 1
        acted.push(name)
        return true
      },
      (through) => progress.push(through),
    )
    expect(outcome).toEqual({ done: 20, failed: 0, failure: null })
    expect(acted.toSorted()).toEqual(names.toSorted())
    expect(progress).toEqual(names.map((_, at) => at + 1))
    expect(most).toBeGreaterThan(1)
    expect(most).toBeLessThan(20)
  })

  it("goes on past a failure, and keeps the first", async () => {
    const outcome = await runBulk(
      ["a", "b", "c"],
      async (name) => {
        if (name !== "b") throw new Error(`no ${name}`)
        return true
      },
      () => {},
    )
    expect(outcome).toMatchObject({ done: 1, failed: 2, failure: { message: "no a" } })
  })

  it("counts as done only what there was to do", async () => {
    const outcome = await runBulk(
      ["a", "b", "c"],
      async (name) => name === "b",
      () => {},
    )
    expect(outcome).toEqual({ done: 1, failed: 0, failure: null })
  })
})

describe("the progress of bulk actions", () => {
  it("is told of each kind of peers by itself", () => {
    const store = new ProgressStore()
    const clients = store.begin("client", "Killing clients", 3)
    const workers = store.begin("worker", "Stopping workers", 2)
    workers.show(1)
    expect(store.get("client")).toEqual({
      kind: "client",
      label: "Killing clients",
      through: 0,
      total: 3,
    })
    expect(store.get("worker")).toMatchObject({ through: 1, total: 2 })
    workers.end()
    expect(store.get("worker")).toBeNull()
    expect(store.get("client")).toMatchObject({ through: 0 })
    clients.end()
    expect(store.get("client")).toBeNull()
  })

  it("goes on with the one before when the one that began last has ended", () => {
    const store = new ProgressStore()
    const first = store.begin("client", "Killing clients", 9)
    const last = store.begin("client", "Stopping clients", 2)
    first.show(4)
    expect(store.get("client")).toMatchObject({ label: "Stopping clients", through: 0 })
    last.end()
    expect(store.get("client")).toMatchObject({ label: "Killing clients", through: 4 })
  })

  it("is told to who listens, and is the same until it changes", () => {
    const store = new ProgressStore()
    const seen: (number | undefined)[] = []
    const off = store.subscribe(() => seen.push(store.get("worker")?.through))
    const owner = store.begin("worker", "Killing workers", 2)
    expect(store.get("worker")).toBe(store.get("worker"))
    owner.show(2)
    owner.end()
    off()
    store.begin("worker", "Killing workers", 1)
    expect(seen).toEqual([0, 2, undefined])
  })
})
