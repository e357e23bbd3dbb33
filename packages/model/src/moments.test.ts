import { LiveEnvelopes } from "@zmqscope/metrics"
import type { Envelope } from "@zmqscope/protocol"
import { earlierAttempt, returnedRow, storm, waitingRow } from "@zmqscope/testkit/samples"
import { describe, expect, it } from "vitest"
import { roundTripUs, rowAt, spanUs } from "./moments.js"

describe("the length of an envelope's way", () => {
  it("is its round trip, once its reply has departed", () => {
    expect(roundTripUs(returnedRow())).toBe(1600)
    expect(spanUs(returnedRow(), 99_999)).toBe(1600)
  })

  it("goes on until now, and is no round trip where it did not come to that", () => {
    expect([roundTripUs(waitingRow()), spanUs(waitingRow(), 5000)]).toEqual([null, 4000])
    const lost = waitingRow({ state: "lost", dealtAt: 1200, endedAt: 5000 })
    expect([roundTripUs(lost), spanUs(lost, 99_999)]).toEqual([null, 4000])
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
