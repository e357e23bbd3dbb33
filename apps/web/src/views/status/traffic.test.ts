import { EMPTY_TOTALS, type Snapshot } from "@zmqscope/protocol"
import { emptySnapshot, firstHello, idleWorker, quietClient } from "@zmqscope/testkit/samples"
import { describe, expect, it } from "vitest"
import { describeTraffic, isOfNow, type TrafficInput } from "./traffic.js"

const LIVE: TrafficInput = {
  stream: { phase: "live" },
  hello: firstHello(),
  snapshot: emptySnapshot(),
}

function textsOf(input: Partial<TrafficInput>): readonly string[] {
  return describeTraffic({ ...LIVE, ...input }).map(({ headline, detail }) =>
    detail === "" ? headline : `${headline}: ${detail}`,
  )
}

function textOf(over: Partial<Snapshot>): string | undefined {
  return textsOf({ snapshot: emptySnapshot(over) })[0]
}

const waiting = (count: number) => ({ ...EMPTY_TOTALS, waiting: count })
const inFlight = (count: number) => ({ ...EMPTY_TOTALS, inFlight: count })
const paused = { ...emptySnapshot().settings, paused: true }
const clientsSince = (count: number, oldestUs: number) =>
  Array.from({ length: count }, (_, at) =>
    quietClient(`client-${at}`, { outstanding: 1, oldestUs: oldestUs - at }),
  )

describe("the state of the traffic", () => {
  it.each([
    [{ stream: { phase: "connecting" } }, "Connecting"],
    [{ hello: null }, "Connecting"],
    [{ snapshot: null }, "No figures yet"],
    [
      { stream: { phase: "reconnecting", attempt: 1, retryAtMs: 0, reason: "too many" } },
      "Reconnecting: too many",
    ],
    [{ stream: { phase: "stale", sinceMs: 0 } }, "Server not answering: the figures are old"],
    [
      { hello: firstHello({ run: null }) },
      "Broker restarting: what was on its way went with it; the figures are old",
    ],
    [
      { snapshot: emptySnapshot({ silentMs: 4900, settings: paused }) },
      "Broker not answering: no word from it for 4 s: the figures are old",
    ],
  ] as const)("says first why nothing is known: %#", (input, text) => {
    expect(textsOf(input)).toEqual([text])
  })

  it("says an outage in figures: who waits, for how long, and for whom", () => {
    const workers = [
      idleWorker("worker-1", { outstanding: 20, silentUs: 20_000_000 }),
      idleWorker("worker-3", { outstanding: 30, silentUs: 21_000_000 }),
    ]
    const clients = clientsSince(50, 20_000_000)
    expect(textOf({ totals: inFlight(50), clients, workers })).toBe(
      "Nothing is answered: 50 clients wait, the longest for 20 s; worker-3 silent for 21 s with 30 requests, and 1 other",
    )
  })

  it("takes a lull between two replies for no outage", () => {
    const workers = [idleWorker("worker-1", { outstanding: 1, oldestUs: 2_000_000 })]
    const clients = clientsSince(1, 2_000_000)
    expect(textOf({ totals: inFlight(1), clients, workers })).toBe(
      "Under way: 1 on the way, and none returned in the last second",
    )
  })

  it("says who waits for a reply that was lost, once that is no pause between two requests", () => {
    const clients = [5_200_000, 100_000, null].map((lostUs, at) => quietClient(`${at}`, { lostUs }))
    const workers = [idleWorker("worker-1")]
    expect(textOf({ workers, clients })).toBe(
      "Requests were lost: 2 clients have asked nothing since, the longest for 5.2 s",
    )
    expect(textOf({ workers, clients: clients.slice(1) })).toMatch(/^Idle/)
  })

  it("says what pauses, and who is missing", () => {
    expect(textOf({ settings: paused, totals: waiting(1) })).toBe("Paused: 1 waits")
    expect(textOf({ settings: paused })).toBe("Paused: nothing waits")
    expect(textOf({ totals: waiting(12), clients: clientsSince(12, 3_000_000) })).toBe(
      "No workers: 12 wait, the longest for 3.0 s",
    )
  })

  it("says that clients are held back", () => {
    const clients = [quietClient("a", { heldBack: true }), quietClient("b", { heldBack: true })]
    const workers = [idleWorker("worker-1", { ratePerSecond: 5 })]
    expect(textOf({ totals: waiting(10_000), clients, workers, returnedPerSecond: 5 })).toBe(
      "Overloaded: 10,000 wait; 2 clients are held back",
    )
    expect(textOf({ totals: waiting(10_000), clients, workers, settings: paused })).toBe(
      "Paused: 10,000 wait; 2 clients are held back",
    )
  })

  it("says which worker holds the others up, and that they rest meanwhile", () => {
    const fast = { busyShare: 0.02, ratePerSecond: 20 }
    const workers = [
      idleWorker("worker-1", fast),
      idleWorker("worker-2", fast),
      idleWorker("worker-3", { ...fast, outstanding: 1 }),
      idleWorker("worker-4", { busyShare: 1, ratePerSecond: 20, outstanding: 10 }),
    ]
    const busy = { workers, totals: inFlight(10), returnedPerSecond: 80 }
    expect(textOf(busy)).toBe("worker-4 is slow: 9 stand behind it, three others are mostly idle")
    const [, , , slow] = workers
    expect(textOf({ ...busy, workers: slow ? [slow] : [] })).toMatch(/^Flowing/)
  })

  it("says of one that is silent among others that work", () => {
    const workers = [
      idleWorker("worker-1", { ratePerSecond: 20 }),
      idleWorker("worker-2", { outstanding: 1, oldestUs: 7_000_000, silentUs: 7_000_000 }),
    ]
    expect(textOf({ workers, totals: inFlight(2), returnedPerSecond: 20 })).toBe(
      "A worker does not answer: worker-2 silent for 7.0 s with 1 request",
    )
    const settled = workers.map((worker) => ({ ...worker, silentUs: null }))
    expect(textOf({ workers: settled, returnedPerSecond: 20 })).toMatch(/^Flowing/)
  })

  it("says first what is wrong with the broker that is watched", () => {
    const trouble = { headline: "No broker", detail: "Nobody answers", tone: "warn" } as const
    expect(textsOf({ snapshot: emptySnapshot({ trouble, totals: waiting(1) }) })).toEqual([
      "No broker: Nobody answers",
      "No workers: 1 waits",
    ])
  })

  it("does not call idle what passes and cannot be read", () => {
    const watched = { at: 0, ambiguous: 0, opaque: { count: 2, told: [] } }
    expect(textOf({ watched })).toBe(
      "Not readable: 2 connections passed on as bytes; what is in them is not shown",
    )
  })

  it("says what does not add up, and what was missed, beside the rest", () => {
    const faults = ["3 live envelopes are nowhere."]
    expect(
      textsOf({
        stream: { phase: "gap", missed: 3 },
        snapshot: emptySnapshot({ settings: paused, faults }),
      }),
    ).toEqual([
      "Paused: nothing waits",
      "The figures do not add up: 3 live envelopes are nowhere.",
      "Gap: 3 records missed: the list lacks some envelopes",
    ])
  })

  it("is green only when something flows and nothing is wrong", () => {
    const toneOf = (over: Partial<Snapshot>) =>
      describeTraffic({ ...LIVE, snapshot: emptySnapshot(over) })[0].tone
    expect(toneOf({ returnedPerSecond: 3, workers: [idleWorker("worker-1")] })).toBe("good")
    expect(toneOf({})).toBe("quiet")
    expect(toneOf({ workers: [idleWorker("worker-1")] })).toBe("quiet")
    expect(toneOf({ returnedPerSecond: 3, faults: ["off"] })).toBe("warn")
  })
})

it("tells figures of now from old ones", () => {
  expect(isOfNow(LIVE)).toBe(true)
  expect(isOfNow({ ...LIVE, stream: { phase: "stale", sinceMs: 0 } })).toBe(false)
  expect(isOfNow({ ...LIVE, hello: firstHello({ run: null }) })).toBe(false)
  expect(isOfNow({ ...LIVE, snapshot: emptySnapshot({ silentMs: 3001 }) })).toBe(false)
})
