import { LiveEnvelopes, lastStepAt, partsOf } from "@zmqscope/metrics"
import type { Envelope } from "@zmqscope/protocol"
import { earlierAttempt, returnedRow, storm, waitingRow } from "@zmqscope/testkit/samples"
import { describe, expect, it } from "vitest"
import { roundTripUs, rowAt, spanUs } from "./moments.js"

describe("the parts of an envelope's way", () => {
  it("add up to the round trip", () => {
    expect(partsOf(returnedRow(), 99_999)).toEqual({
      earlierUs: 0,
      waitingUs: 100,
      unseenUs: 100,
      backlogUs: 300,
      serviceUs: 1000,
      returnUs: 100,
    })
    expect(roundTripUs(returnedRow())).toBe(1600)
    expect(spanUs(returnedRow(), 99_999)).toBe(1600)
  })

  it("go on until now for the part that it is in, and for no other", () => {
    const none = {
      earlierUs: 0,
      waitingUs: 0,
      unseenUs: 0,
      backlogUs: 0,
      serviceUs: 0,
      returnUs: 0,
    }
    const unseen = waitingRow({ state: "unseen", handedAt: 1100 })
    const backlog = { ...unseen, state: "at-worker", worker: 2, dealtAt: 1200 } as const
    const service = { ...backlog, serviceStartAt: 1500 }
    expect(partsOf(waitingRow(), 5000)).toEqual({ ...none, waitingUs: 4000 })
    expect(partsOf(unseen, 5000)).toEqual({ ...none, waitingUs: 100, unseenUs: 3900 })
    expect(partsOf(backlog, 5000)).toMatchObject({ unseenUs: 100, backlogUs: 3800, serviceUs: 0 })
    expect(partsOf(service, 5000)).toMatchObject({ backlogUs: 300, serviceUs: 3500, returnUs: 0 })
    expect(roundTripUs(service)).toBeNull()
  })

  it("are never below 0, when the clock of the page is behind the steps", () => {
    expect(Object.values(partsOf(waitingRow(), 0)).every((us) => us === 0)).toBe(true)
  })

  it("count an attempt whose worker went by itself, and the waiting from then on", () => {
    const earlierAttempts = [earlierAttempt(1, 1200, 3000), earlierAttempt(2, 3300, 6000)]
    const requeued = waitingRow({ attempt: 2, earlierAttempts })
    expect(partsOf(requeued, 6500)).toMatchObject({ earlierUs: 5000, waitingUs: 500 })
    expect(lastStepAt(requeued)).toBe(6000)
    const handed = { ...requeued, state: "unseen", handedAt: 6200 } as const
    expect(partsOf(handed, 6500)).toMatchObject({ earlierUs: 5000, waitingUs: 200, unseenUs: 300 })
    expect(spanUs(handed, 6500)).toBe(5500)
  })

  it("end where it was lost", () => {
    const lost = waitingRow({ state: "lost", handedAt: 1100, dealtAt: 1200, endedAt: 5000 })
    expect(partsOf(lost, 99_999)).toMatchObject({ backlogUs: 3800, serviceUs: 0, returnUs: 0 })
    expect(roundTripUs(lost)).toBeNull()
  })
})

describe("a row as it was", () => {
  it("is what the records up to then made of it", () => {
    const records = storm(5, 4000).filter(({ at }) => at < 3_900_000)
    const rows = new Map<number, Envelope>()
    const whole = new LiveEnvelopes()
    for (const record of records) {
      const row = whole.read(whole.apply(record))
      if (row !== undefined) rows.set(row.number, row)
    }
    let compared = 0
    for (let atUs = 100_000; atUs < 3_900_000; atUs += 190_000) {
      const then = new LiveEnvelopes()
      for (const record of records) if (record.at <= atUs) then.apply(record)
      for (const row of rows.values()) {
        const { state, worker, handedAt, dealtAt, repliedAt, attempt } = then.get(row.number) ?? {}
        const was = rowAt(row, atUs)
        expect(was?.state, `#${row.number} at ${atUs} us`).toBe(state)
        if (was === null) continue
        expect(was).toMatchObject({ worker, handedAt, dealtAt, repliedAt, attempt, endedAt: null })
        compared += 1
      }
    }
    expect(compared).toBeGreaterThan(500)
  })

  it("is at the worker of the attempt that it was in", () => {
    const row = returnedRow({
      attempt: 2,
      earlierAttempts: [earlierAttempt(7, 2000, 3000), earlierAttempt(8, 4000, 5000)],
      dealtAt: 6000,
      repliedAt: 7000,
      endedAt: 8000,
    })
    const at = (atUs: number) => {
      const was = rowAt(row, atUs)
      return was === null ? null : [was.state, was.worker, was.attempt]
    }
    expect([999, 1500, 2500, 3500, 4500, 8000].map(at)).toEqual([
      null,
      ["waiting", null, 0],
      ["at-worker", 7, 0],
      ["waiting", null, 1],
      ["at-worker", 8, 1],
      null,
    ])
  })
})
