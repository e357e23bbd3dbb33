import { seededRandom } from "@zmqscope/testkit/samples"
import { describe, expect, test } from "vitest"
import { letPass, startFold } from "../test/fixtures.js"
import { LedgerModel, type ModelEvent } from "../test/ledger-model.js"
import { conservation } from "./conservation.js"
import type { Fold } from "./fold.js"
import { mergeSteps } from "./steps.js"

function feed(fold: Fold, event: ModelEvent): void {
  if (event.type === "record") fold.apply(event.record)
  else if (event.type === "client") fold.client(event.event)
  else fold.worker(event.event)
}

const SEEDS = Array.from({ length: 12 }, (_, seed) => seed + 1)
const STEPS = 1500

const RUNS = SEEDS.flatMap((seed) => [
  { seed, hasDealer: true, way: "through a DEALER" },
  { seed, hasDealer: false, way: "straight from waiting" },
])

describe.each(RUNS)("a random run that deals $way (seed $seed)", ({ seed, hasDealer }) => {
  test("balances and equals the broker's checkpoint after every step", () => {
    const { fold, history } = startFold()
    const unbalanced: object[] = []
    const model = new LedgerModel({ random: seededRandom(seed), hasDealer }, (event) => {
      feed(fold, event)
      const { difference } = conservation(fold.totals)
      if (difference !== 0) unbalanced.push({ event, difference })
    })
    for (let step = 0; step < STEPS; step += 1) {
      model.step()
      const outcome = fold.checkpoint(model.checkpoint())
      expect(outcome).toEqual({ adopted: false, discrepancies: [] })
      expect(fold.book.live.size).toBe(fold.totals.waiting + fold.totals.inFlight)
    }
    model.drain()
    expect(fold.checkpoint(model.checkpoint()).discrepancies).toEqual([])
    expect(fold.totals.waiting + fold.totals.inFlight).toBe(0)
    expect(fold.totals.returned).toBeGreaterThan(20)
    expect(unbalanced).toEqual([])

    letPass(fold, model.at + 100_000)
    const steps = history.closedSince(0)
    // What a page that was there put together is what one that comes later is given.
    const endMs = (steps.at(-1)?.startMs ?? 0) + 100
    const overMs = endMs - (endMs % 1000)
    const over = steps.filter(({ startMs }) => startMs < overMs)
    expect(over.length).toBeGreaterThan(0)
    expect(history.steps(1000, 0)).toEqual(mergeSteps(over, 1000))
    const sum = (name: "received" | "returned" | "lost" | "requeued") =>
      steps.reduce((total, step) => total + step[name], 0)
    expect(sum("received")).toBe(fold.totals.received)
    expect(sum("returned")).toBe(fold.totals.returned)
    expect(sum("lost")).toBe(fold.totals.lost)
    expect(sum("requeued")).toBe(fold.requeued)
    const servedBySeries = new Map<number, number>()
    for (const worker of steps.flatMap(({ workers }) => workers)) {
      const [series, served, , busyUs, idleUs, presentUs] = worker
      servedBySeries.set(series, (servedBySeries.get(series) ?? 0) + served)
      expect(busyUs).toBeGreaterThanOrEqual(0)
      expect(idleUs).toBeGreaterThanOrEqual(0)
      expect(busyUs + idleUs).toBeLessThanOrEqual(presentUs + 1)
      expect(presentUs).toBeLessThanOrEqual(100_001)
    }
    for (const worker of fold.workers.values()) {
      expect(servedBySeries.get(worker.series)).toBe(worker.served)
    }
  })

  test("takes checkpoints over after a gap, and equals them again once it knows what lives", () => {
    const { fold } = startFold()
    const random = seededRandom(seed)
    const dropping = { active: false, missed: 0 }
    const model = new LedgerModel({ random: seededRandom(seed + 1000), hasDealer }, (event) => {
      if (dropping.active && event.type === "record") dropping.missed += 1
      else feed(fold, event)
    })
    for (let step = 0; step < STEPS / 3; step += 1) {
      dropping.active = random() < 0.3
      model.step()
      if (dropping.missed > 0 && !dropping.active) {
        fold.gap(dropping.missed)
        dropping.missed = 0
        expect(fold.checkpoint(model.checkpoint()).adopted).toBe(true)
      }
    }
    dropping.active = false
    fold.gap(dropping.missed)
    fold.checkpoint(model.checkpoint())
    for (let step = 0; step < STEPS / 3; step += 1) {
      model.step()
      expect(conservation(fold.totals).balanced).toBe(true)
      const { discrepancies } = fold.checkpoint(model.checkpoint())
      // Totals move exactly even for envelopes that were never seen.
      expect(discrepancies.filter(({ figure }) => figure.startsWith("totals."))).toEqual([])
    }
    model.drain()
    fold.checkpoint(model.checkpoint())
    expect(fold.recovering).toBe(false)
    for (let step = 0; step < STEPS / 3; step += 1) {
      model.step()
      const outcome = fold.checkpoint(model.checkpoint())
      expect(outcome).toEqual({ adopted: false, discrepancies: [] })
    }
  })
})
