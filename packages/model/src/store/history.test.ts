import { emptySnapshot as snapshot } from "@zmqscope/testkit/samples"
import { beforeEach, describe, expect, it } from "vitest"
import { FedStore, hello, history, step, steps } from "../../test/fed-store.js"
import type { LiveStore } from "./live-store.js"

describe("the charts' history", () => {
  let fed: FedStore
  let store: LiveStore

  beforeEach(() => {
    fed = new FedStore()
    store = fed.store
  })

  it("joins history and live steps without a hole or an overlap", async () => {
    store.acceptMessage(hello())
    fed.frame()
    store.acceptMessage(snapshot({ atMs: 12_000, steps: steps(9000, 12_000) }))
    fed.frame()
    expect(store.charts.get().history.state).toBe("loading")
    await fed.history.answer(
      0,
      history({ steps: steps(0, 10_000), workerNames: { 0: "worker-1" } }),
    )
    fed.frame()
    expect(store.charts.get().history.state).toBe("ready")
    expect(store.figures.get().trace).toEqual(Array.from({ length: 11 }, () => 10))
    const points = store.points(60_000, 12_000)
    expect(points.filter((point) => point.gap !== null)).toEqual([])
    expect(store.workersIn(points)).toEqual([{ series: 0, index: 0, name: "worker-1" }])
    expect(store.workersIn(points)).toBe(store.workersIn(points))
  })

  it("keeps markers that came while the history was on its way, each once", async () => {
    const marker = (atMs: number, text: string) => ({ atMs, kind: "spawn" as const, text })
    store.acceptMessage(hello())
    store.acceptMessage({ type: "marker", marker: marker(1000, "both tell of it") })
    store.acceptMessage({ type: "marker", marker: marker(2000, "the answer is older") })
    fed.frame()
    const told = [marker(500, "before"), marker(1000, "both tell of it")]
    await fed.history.answer(0, history({ markers: told }))
    fed.frame()
    const texts = store.charts.get().markers.map(({ text }) => text)
    expect(texts).toEqual(["before", "both tell of it", "the answer is older"])
  })

  it("leaves what was last known as it is while the broker is down", async () => {
    store.acceptMessage(hello())
    store.acceptMessage(snapshot({ atMs: 5000, receivedPerSecond: 7 }))
    fed.frame()
    await fed.history.answer(0, history({ steps: steps(0, 5000) }))
    fed.frame()
    const before = store.points(60_000, 5000)
    store.acceptMessage(hello({ run: null, clients: [], workers: [] }))
    fed.frame()
    expect(store.run).toBeNull()
    expect(fed.history.asked).toHaveLength(1)
    expect(store.points(60_000, store.charts.get().nowMs)).toBe(before)
    store.acceptMessage(snapshot({ atMs: 9000 }))
    fed.frame()
    expect(store.figures.get().snapshot?.receivedPerSecond).toBe(7)
    expect(store.charts.get().nowMs).toBe(9000)
    expect(store.points(60_000, 9000).at(-1)?.gap).toBe("away")
    store.acceptMessage(hello({ run: "two" }))
    fed.frame()
    expect(store.figures.get().snapshot).toBeNull()
    expect(store.charts.get().nowMs).toBe(9000)
  })

  it("asks for the history again after every hello, and takes the last answer alone", async () => {
    store.acceptMessage(hello())
    fed.frame()
    store.acceptMessage(hello({ run: "two", seriesBase: 5 }))
    fed.frame()
    expect(fed.history.asked).toHaveLength(2)
    await fed.history.answer(1, history({ steps: steps(0, 5000) }))
    await fed.history.answer(0, history({ steps: steps(0, 60_000) }))
    fed.frame()
    expect(store.figures.get().trace).toHaveLength(4)
  })

  it("asks the server once for a frozen minute that it no longer holds, and shows the old one until then", async () => {
    const atMs = 100_000
    const times = () => store.points(60_000, atMs).map(({ t }) => t)
    store.acceptMessage(hello())
    fed.frame()
    await fed.history.answer(0, history({ steps: steps(0, atMs) }))
    fed.frame()
    const before = times()
    expect(before.at(-1)).toBe(atMs)
    store.acceptMessage(hello())
    fed.frame()
    await fed.history.answer(1, history({ steps: steps(0, 500_000) }))
    fed.frame()
    expect(times()).toEqual(before)
    expect(fed.past.asked).toHaveLength(0)
    fed.frame()
    expect(fed.past.asked).toHaveLength(1)
    const seconds = Array.from({ length: 500 }, (_, at) => ({ ...step(at * 1000), widthMs: 1000 }))
    await fed.past.answer(0, history({ steps: seconds }))
    fed.frame()
    expect(times()).toEqual(Array.from({ length: 61 }, (_, at) => 40_000 + at * 1000))
    fed.frame()
    expect(store.points(60_000, 500_000).at(-1)?.t).toBe(500_000)
    fed.frame()
    expect(times().at(-1)).toBe(atMs)
    fed.frame()
    expect(fed.past.asked).toHaveLength(1)
    expect(store.charts.get().history.state).toBe("ready")
  })

  it("goes on live when the history cannot be had, says why, and tries again on request", async () => {
    store.acceptMessage(hello())
    fed.frame()
    fed.history.asked[0]?.reject(new Error("no disk"))
    await Promise.resolve()
    await Promise.resolve()
    store.acceptMessage(snapshot({ atMs: 3000, steps: steps(0, 3000) }))
    fed.frame()
    expect(store.charts.get().history).toEqual({ state: "failed", reason: "no disk" })
    expect(store.points(60_000, 3000).length).toBeGreaterThan(0)
    store.refreshHistory()
    await fed.history.answer(1, history({}))
    fed.frame()
    expect(store.charts.get().history.state).toBe("ready")
  })
})
