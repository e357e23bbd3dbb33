import { type EnvelopeRecord, NO_WORKER } from "@zmqscope/protocol"
import { storm } from "@zmqscope/testkit/samples"
import { describe, expect, it } from "vitest"
import { EPOCH_US, FlowPage, FRAME_MS } from "../../test/support/flow-page.js"
import { FoldMoments } from "../../test/support/fold-moments.js"
import { momentOf } from "./probe.js"

const NOTHING: {
  waiting: number
  unseen: number
  returning: number
  workers: Record<string, number>
} = { waiting: 0, unseen: 0, returning: 0, workers: {} }

function shown({ engine }: FlowPage) {
  const { waiting, unseen, returning, workers } = momentOf(engine)
  return { waiting, unseen, returning, workers }
}

/** Of attempts that ended it is kept when they were dealt, not when they were handed or replied to. */
function dealt({ waiting, unseen, returning, workers }: typeof NOTHING) {
  return { notDealt: waiting + unseen, returning, workers }
}

describe("the flow shows what the fold has", () => {
  const records = storm(20_261, 12_000)

  it.each([1, 0.25, 0.05, 0.01] as const)(
    "at 200 moments of a storm, at speed %d",
    async (speed) => {
      const page = new FlowPage(records)
      const expected = new FoldMoments(records)
      await page.run(400)
      page.choose(speed)
      let compared = 0
      let most = 0
      await page.run(11_000, () => {
        if (page.pageMs % (FRAME_MS * 3) !== 0) return
        const { atUs, isKnown } = momentOf(page.engine)
        expect(isKnown).toBe(true)
        expect(shown(page), `at ${atUs} us`).toEqual(expected.at(atUs))
        compared += 1
        most = Math.max(most, ...Object.values(shown(page).workers))
      })
      expect(compared).toBeGreaterThanOrEqual(200)
      expect(most).toBeGreaterThan(3)
      // It went as fast as it was to.
      const playedMs = momentOf(page.engine).atUs / 1000
      if (speed === 1) expect(page.pageMs - playedMs).toBeLessThan(450)
      else expect(playedMs).toBeLessThan(400 + (page.pageMs - 300) * speed)
    },
  )

  it("frozen at 200 moments, wherever time is frozen", async () => {
    const page = new FlowPage(records)
    const moments: { atUs: number; backMs: number; found: typeof NOTHING }[] = []
    await page.run(600)
    for (let round = 0; round < 200; round += 1) {
      page.choose(1)
      await page.run(page.pageMs + 40)
      // Where it is, a little back, and far back.
      const backMs = [0, 120, 500][round % 3] ?? 0
      const heldMs = (page.now.holdMs ?? 0) - backMs
      page.choose(1, heldMs)
      await page.run(page.pageMs + 3 * FRAME_MS)
      const { atUs, mode } = momentOf(page.engine)
      expect(mode).toBe("frozen")
      expect(atUs).toBeCloseTo(heldMs * 1000 - EPOCH_US, -1)
      moments.push({ atUs, backMs, found: shown(page) })
    }
    const expected = new FoldMoments(records)
    for (const { atUs, backMs, found } of moments.toSorted((one, other) => one.atUs - other.atUs)) {
      const fold = expected.at(atUs)
      if (backMs === 0) expect(found, `frozen at ${atUs} us`).toEqual(fold)
      else expect(dealt(found), `gone back to ${atUs} us`).toEqual(dealt(fold))
    }
  })

  it("after time was skipped, which it says, and of which nothing is left standing", async () => {
    const page = new FlowPage(records)
    await page.run(600)
    page.choose(0.01)
    await page.run(5000)
    page.choose(1)
    await page.frame()
    const { skippedMs } = page.now.view()
    expect(skippedMs).toBeGreaterThan(3500)
    const { atUs } = momentOf(page.engine)
    expect(page.pageMs * 1000 - atUs).toBeLessThan(300_000)
    expect(shown(page)).toEqual(new FoldMoments(records).at(atUs))
  })

  it("with no more kept than its bound, when time is stretched for long", async () => {
    const busy: EnvelopeRecord[] = Array.from({ length: 160_000 }, (_, at) => ({
      kind: "received",
      at: 1000 + at * 50,
      envelope: at + 1,
      client: 0,
      worker: NO_WORKER,
      sizeBytes: 1,
      attempt: 0,
      cause: null,
    }))
    const page = new FlowPage(busy)
    await page.run(500)
    page.choose(0.01)
    await page.run(7000)
    expect(page.now.view().skippedMs).toBeGreaterThan(3000)
    const { atUs, waiting } = momentOf(page.engine)
    expect(waiting).toBe(busy.filter(({ at }) => at <= atUs).length)
  })

  it("of another run nothing that stood in the one before", async () => {
    const page = new FlowPage(records)
    await page.run(2000)
    expect(shown(page)).not.toEqual(NOTHING)
    page.end()
    await page.frame()
    expect(shown(page)).toEqual(NOTHING)
    expect(momentOf(page.engine).isKnown, "while there is no broker").toBe(false)
    page.start()
    await page.run(page.pageMs + 300)
    expect(shown(page)).toEqual(NOTHING)
    expect(momentOf(page.engine).isKnown).toBe(true)
  })
})

describe("dots of the flow", () => {
  it("stand each at a place of its own, the one in service before its backlog", async () => {
    const page = new FlowPage(storm(7, 3000))
    await page.run(2500)
    const spots = page.engine.shown.piles.flatMap(({ form, numbers }) =>
      form === "dots" ? [...numbers].map((number) => page.engine.spotOfEnvelope(number)) : [],
    )
    expect(spots.length).toBeGreaterThan(10)
    expect(spots.every((spot) => spot !== null)).toBe(true)
    expect(new Set(spots.map((spot) => `${spot?.x} ${spot?.y}`)).size).toBe(spots.length)
  })
})
