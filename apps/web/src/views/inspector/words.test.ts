import { earlierAttempt, returnedRow, waitingRow } from "@zmqscope/testkit/samples"
import { describe, expect, it } from "vitest"
import { tellStory } from "./words.js"

const NAMES = { client: "client-2", worker: "worker-3" }
const DEALT = waitingRow({ state: "at-worker", worker: 3, handedAt: 1100, dealtAt: 1200 })

describe("the story of an envelope", () => {
  it("tells each part of a round trip", () => {
    expect(tellStory(returnedRow({ behind: 35 }), NAMES, 0)).toBe(
      "It waited 100 µs in the broker. It stood 300 µs behind 35 others at worker-3. worker-3 worked on it for 1.0 ms. The reply left to client-2 after 1.6 ms.",
    )
    expect(tellStory(returnedRow({ behind: 1 }), NAMES, 0)).toContain("behind 1 other at")
    expect(tellStory(returnedRow(), NAMES, 0)).toContain(
      "worker-3 was free and took it up at once.",
    )
  })

  it.each([
    [waitingRow(), "It has waited 9.0 ms in the broker to be dealt."],
    [waitingRow({ state: "unseen", handedAt: 1100 }), "It is in the DEALER: which worker"],
    [{ ...DEALT, behind: 2 }, "It stands in worker-3's backlog, which held 2 others when it came."],
    [{ ...DEALT, serviceStartAt: 1200 }, "worker-3 is working on it."],
    [{ ...DEALT, state: "lost" as const, endedAt: 5000 }, "lost after 4.0 ms: worker-3 went"],
    [
      { ...DEALT, state: "lost" as const, endedAt: 5000, cause: "silent" as const },
      "lost after 4.0 ms: worker-3 gave no sign of life",
    ],
    [
      { ...DEALT, state: "lost" as const, endedAt: 5000, cause: "broker-ended" as const },
      "lost after 4.0 ms: the broker's process ended.",
    ],
    [waitingRow({ state: "expired", endedAt: 3000 }), "It expired after 2.0 ms: client-2 left"],
    [returnedRow({ state: "undeliverable" }), "could not be sent: client-2 was gone"],
  ])("tells where it is, or how it ended: %#", (row, words) => {
    expect(tellStory(row, NAMES, 10_000)).toContain(words)
  })

  it("tells of an attempt that ended with its worker, and of the waiting since", () => {
    const earlierAttempts = [earlierAttempt(1, 1200, 6000)]
    const requeued = waitingRow({ attempt: 1, earlierAttempts })
    expect(tellStory(requeued, NAMES, 6500)).toBe(
      "It was put back when its worker went, 5.0 ms after it came. It has waited 500 µs in the broker to be dealt.",
    )
  })

  it("does without a worker's name", () => {
    const lost = waitingRow({ state: "lost", handedAt: 1100, endedAt: 5000 })
    expect(tellStory(lost, { client: "c", worker: null }, 0)).toContain("its worker went")
  })
})
