import { once } from "node:events"
import type { Sweep, SweepPoint } from "@zmqscope/protocol"
import { expect, it } from "vitest"
import { type SweepBench, Sweeps } from "./sweeps.js"

const ORDER = { perSecond: [10, 20, 40, 80], seconds: 2, settleSeconds: 1 }

function point(perSecond: number, p99: number, returnedPerSecond = perSecond): SweepPoint {
  const none = { p50: null, p95: null, p99: null }
  return {
    perSecond,
    returnedPerSecond,
    intendedUs: { ...none, p99 },
    roundTripUs: none,
    busyShare: null,
    waiting: 0,
  }
}

function openSweeps(bench: Partial<SweepBench> = {}) {
  const told: string[] = []
  const ended: Sweep[] = []
  const sweeps = new Sweeps(
    () => ({
      offer: async (perSecond) => void told.push(`offer ${perSecond}`),
      begin: async () => void told.push("begin"),
      measure: async (perSecond) => point(perSecond, 1000),
      end: async () => void told.push("end"),
      wait: async (ms) => void told.push(`wait ${ms}`),
      ...bench,
    }),
    (sweep) => ended.push(sweep),
  )
  const run = async () => {
    const { number } = sweeps.start(ORDER)
    while (sweeps.get(number).state === "running") await Promise.resolve()
    return sweeps.get(number)
  }
  return { sweeps, run, told, ended }
}

it("lets each load settle, measures it, and says where the knee is", async () => {
  const p99s = new Map([
    [10, 1000],
    [20, 1100],
    [40, 1500],
    [80, 9000],
  ])
  const { run, told, ended } = openSweeps({
    measure: async (perSecond) => point(perSecond, p99s.get(perSecond) ?? 0),
  })
  const sweep = await run()
  expect(sweep).toMatchObject({ number: 1, state: "done", kneePerSecond: 40, failure: null })
  expect(sweep.points).toHaveLength(4)
  expect(told.slice(0, 5)).toEqual(["offer 10", "wait 1000", "begin", "wait 2000", "offer 20"])
  expect(told.at(-1)).toBe("end")
  expect(ended).toEqual([sweep])
})

it("ends at the first load that is not carried", async () => {
  const { run, told } = openSweeps({
    measure: async (perSecond) => point(perSecond, 1000, Math.min(perSecond, 25)),
  })
  expect(await run()).toMatchObject({ state: "saturated", points: [{}, {}, { perSecond: 40 }] })
  expect(told.at(-1)).toBe("end")
})

it("goes on where fewer than usual came by chance", async () => {
  // 20 are expected of 10/s in 2 s; 14 are no sign of a limit.
  const { run } = openSweeps({
    measure: async (perSecond) => point(perSecond, 1000, perSecond === 10 ? 7 : perSecond),
  })
  expect(await run()).toMatchObject({ state: "done" })
})

it("runs one at a time, and keeps what a cancelled one has found", async () => {
  const { sweeps, told } = openSweeps({
    wait: async (_, signal) => {
      if (!signal.aborted) await once(signal, "abort")
    },
  })
  const { number } = sweeps.start(ORDER)
  expect(() => sweeps.start(ORDER)).toThrow("Sweep 1 is running")
  expect(await sweeps.cancel(number)).toMatchObject({ state: "cancelled", points: [] })
  expect(told.at(-1)).toBe("end")
  expect(sweeps.all).toHaveLength(1)
  expect(() => sweeps.get(7)).toThrow("There is no sweep 7")
  expect(sweeps.start(ORDER).number).toBe(2)
  await sweeps.close()
})

it("says why it failed, and takes its load away", async () => {
  const { run, told } = openSweeps({ begin: async () => Promise.reject(new Error("no simulator")) })
  expect(await run()).toMatchObject({ state: "failed", failure: "no simulator" })
  expect(told.at(-1)).toBe("end")
})
