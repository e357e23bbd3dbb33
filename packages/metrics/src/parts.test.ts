import { earlierAttempt, returnedRow, waitingRow } from "@zmqscope/testkit/samples"
import { describe, expect, it } from "vitest"
import { lastStepAt, partsOf } from "./parts.js"

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
  })

  it("end where it was lost", () => {
    const lost = waitingRow({ state: "lost", handedAt: 1100, dealtAt: 1200, endedAt: 5000 })
    expect(partsOf(lost, 99_999)).toMatchObject({ backlogUs: 3800, serviceUs: 0, returnUs: 0 })
  })
})
