import type { Envelope } from "@zmqscope/protocol"
import { describe, expect, it } from "vitest"
import { filterRows } from "./filter-rows.js"
import { roundTripUs, segmentsOf, spanUs } from "./segments.js"

const WAITING: Envelope = {
  number: 1,
  client: 4,
  worker: null,
  state: "waiting",
  sizeBytes: 5,
  replySizeBytes: null,
  attempt: 0,
  behind: 0,
  receivedAt: 1000,
  handedAt: null,
  dealtAt: null,
  serviceStartAt: null,
  repliedAt: null,
  endedAt: null,
}
const BACKLOG: Envelope = {
  ...WAITING,
  state: "at-worker",
  worker: 2,
  handedAt: 1100,
  dealtAt: 1200,
}
const RETURNED: Envelope = {
  ...BACKLOG,
  state: "returned",
  serviceStartAt: 1500,
  repliedAt: 2500,
  endedAt: 2600,
}

describe("segments of an envelope's way", () => {
  it("add up to the round trip", () => {
    expect(segmentsOf(RETURNED)).toEqual({
      waitingUs: 200,
      backlogUs: 300,
      serviceUs: 1000,
      returnUs: 100,
    })
    expect(spanUs(RETURNED)).toBe(1600)
    expect(roundTripUs(RETURNED)).toBe(1600)
  })

  it("go as far as the envelope has come", () => {
    expect(spanUs(WAITING)).toBe(0)
    expect(segmentsOf(BACKLOG)).toMatchObject({ waitingUs: 200, backlogUs: 0, serviceUs: 0 })
    expect(roundTripUs(BACKLOG)).toBeNull()
  })

  it("give the time at a worker to its backlog when it was lost there", () => {
    const lost: Envelope = { ...BACKLOG, state: "lost", endedAt: 5000 }
    expect(segmentsOf(lost)).toMatchObject({ waitingUs: 200, backlogUs: 3800, returnUs: 0 })
    expect(roundTripUs(lost)).toBeNull()
  })
})

describe("filterRows", () => {
  const roster = {
    client: (index: number) => `client-${index}`,
    worker: (index: number) => `w-${index}`,
  }
  const rows = [WAITING, RETURNED]

  it("finds by client, worker and outcome, whatever the case", () => {
    expect(filterRows(rows, "CLIENT-4", roster)).toEqual(rows)
    expect(filterRows(rows, "w-2", roster)).toEqual([RETURNED])
    expect(filterRows(rows, " return ", roster)).toEqual([RETURNED])
    expect(filterRows(rows, "mars", roster)).toEqual([])
  })

  it("is everything without a text, the same array", () => {
    expect(filterRows(rows, "  ", roster)).toBe(rows)
  })
})
