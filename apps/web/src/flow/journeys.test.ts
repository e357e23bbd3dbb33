import { type EnvelopeRecord, type Kind, NO_WORKER } from "@zmqscope/protocol"
import { beforeEach, describe, expect, it } from "vitest"
import { LEG_MS, PASS_MS, type PlaceName } from "./journey.js"
import { Journeys } from "./journeys.js"
import { LossBoard } from "./loss-board.js"

const TRIP_MS = 2 * (2 * LEG_MS + PASS_MS)

let losses: LossBoard
let journeys: Journeys
let places: string[]
let nowMs: number

beforeEach(() => {
  losses = new LossBoard()
  journeys = new Journeys(100, losses)
  places = []
  nowMs = 1000
  journeys.onPlace = (number, place) => places.push(`${number} ${place}`)
})

function record(kind: Kind, envelope: number, worker = NO_WORKER): EnvelopeRecord {
  return { at: 0, envelope, client: 1, worker, sizeBytes: 5, kind, attempt: 0 }
}

function play(kind: Kind, envelope: number, worker = NO_WORKER): void {
  journeys.play(record(kind, envelope, worker), true, nowMs)
}

function pass(ms: number, still = false): void {
  nowMs += ms
  journeys.advance(nowMs, still)
}

/** Received, handed and dealt, and given the time to get there. */
function bringToWorker(worker: number, ...envelopes: readonly number[]): void {
  for (const envelope of envelopes) {
    play("received", envelope)
    play("handed", envelope)
    play("dealt", envelope, worker)
  }
  pass(2 * LEG_MS + PASS_MS)
}

function placesOf(...envelopes: readonly number[]): (PlaceName | undefined)[] {
  return envelopes.map((envelope) => journeys.placeOf(envelope))
}

describe("the journey of a dot", () => {
  it("goes through every place in order, though the envelope was back at once", () => {
    play("received", 1)
    play("handed", 1)
    play("dealt", 1, 7)
    play("replied", 1, 7)
    play("returned", 1, 7)
    for (let ms = 0; ms <= TRIP_MS; ms += 16) pass(16)
    expect(places).toEqual(
      [
        "to-router",
        "queue",
        "to-dealer",
        "dealer",
        "to-worker",
        "in-service",
        "returning",
        "returning",
        "returning",
        "returning",
        "done",
      ].map((place) => `1 ${place}`),
    )
    expect(journeys.placeOf(1)).toBeUndefined()
  })

  it("takes the same time on screen however long the frames are", () => {
    play("received", 1)
    play("handed", 1)
    play("dealt", 1, 7)
    pass(2 * LEG_MS + PASS_MS - 1)
    expect(journeys.placeOf(1)).toBe("to-worker")
    pass(1)
    expect(journeys.placeOf(1)).toBe("in-service")
  })

  it("stands where its envelope stands, for as long", () => {
    play("received", 1)
    pass(LEG_MS)
    pass(60_000)
    expect(journeys.placeOf(1)).toBe("queue")
    play("handed", 1)
    pass(PASS_MS)
    pass(PASS_MS)
    expect(journeys.placeOf(1)).toBe("dealer")
    play("dealt", 1, 7)
    pass(LEG_MS)
    pass(LEG_MS)
    expect(journeys.placeOf(1)).toBe("in-service")
    play("replied", 1, 7)
    pass(LEG_MS)
    pass(PASS_MS)
    pass(60_000)
    expect(journeys.placeOf(1), "at the ROUTER until it is returned").toBe("returning")
    play("returned", 1, 7)
    pass(0)
    pass(LEG_MS)
    expect(journeys.placeOf(1)).toBeUndefined()
  })

  it("stands in a worker's backlog in the order of dealing, the first in service", () => {
    bringToWorker(7, 1, 2, 3)
    expect(placesOf(1, 2, 3)).toEqual(["in-service", "backlog", "backlog"])
    play("replied", 1, 7)
    pass(0)
    expect(placesOf(1, 2, 3)).toEqual(["returning", "in-service", "backlog"])
    expect(places).toContain("2 in-service")
  })

  it("falls with its worker, even on the way there, and is booked as lost", () => {
    bringToWorker(7, 1, 2)
    play("received", 3)
    play("handed", 3)
    play("dealt", 3, 7)
    pass(LEG_MS + PASS_MS + 1)
    expect(journeys.placeOf(3)).toBe("to-worker")
    for (const number of [1, 2, 3]) play("lost", number, 7)
    pass(0)
    expect(placesOf(1, 2, 3)).toEqual(["falling", "falling", "falling"])
    expect(places).not.toContain("2 in-service")
    expect(journeys.atWorker.size).toBe(0)
    expect(losses.groups(nowMs)).toMatchObject([{ worker: 7, count: 3 }])
    pass(1000)
    expect(placesOf(1, 2, 3)).toEqual(["lost", "lost", "lost"])
    pass(60_000)
    expect(placesOf(1)).toEqual([undefined])
    expect(losses.groups(nowMs)).toEqual([])
  })

  it("counts losses that have no dot, and lets a few of them fall", () => {
    for (let number = 1; number <= 50; number += 1) {
      journeys.play(record("lost", number, 7), false, nowMs)
    }
    expect(losses.groups(nowMs)).toMatchObject([{ count: 50 }])
    expect(journeys.dots.size).toBe(16)
    pass(1000)
    expect(journeys.dots.size).toBe(16)
  })

  it("goes back to the head of waiting, before those that came after it", () => {
    bringToWorker(7, 1, 2)
    play("received", 3)
    play("received", 4)
    pass(LEG_MS)
    play("requeued", 1, 7)
    play("requeued", 2, 7)
    pass(0)
    expect(placesOf(1, 2)).toEqual(["requeueing", "requeueing"])
    pass(1000)
    expect(journeys.queue.map((slot) => journeys.dots.number[slot])).toEqual([1, 2, 3, 4])
    play("handed", 1)
    play("dealt", 1, 8)
    pass(PASS_MS + LEG_MS)
    expect(journeys.placeOf(1)).toBe("in-service")
    expect([...journeys.atWorker.keys()]).toEqual([8])
  })

  it("shows what could not be returned, what expired, and what was refused, each its own way", () => {
    bringToWorker(7, 1)
    play("replied", 1, 7)
    play("undeliverable", 1, 7)
    play("received", 2)
    play("rejected", 0)
    pass(LEG_MS)
    play("expired", 2)
    pass(0)
    expect(journeys.placeOf(2)).toBe("expired")
    expect(places).toContain("0 rejected")
    pass(LEG_MS + PASS_MS)
    expect(journeys.placeOf(1)).toBe("undeliverable")
    pass(10_000)
    expect(journeys.dots.size).toBe(0)
  })

  it("arrives at once where motion is not wanted", () => {
    play("received", 1)
    play("handed", 1)
    play("dealt", 1, 7)
    pass(0, true)
    expect(journeys.placeOf(1)).toBe("in-service")
    play("replied", 1, 7)
    play("returned", 1, 7)
    pass(0, true)
    expect(journeys.dots.size).toBe(0)
  })

  it("has no dot for what is not sampled, nor more dots than there is room for", () => {
    journeys.play(record("received", 500), false, nowMs)
    expect(journeys.placeOf(500)).toBeUndefined()
    for (let number = 1; number <= 150; number += 1) play("received", number)
    expect(journeys.dots.size).toBe(100)
    expect(journeys.placeOf(101)).toBeUndefined()
    play("handed", 101)
    pass(60_000)
    expect(journeys.queue).toHaveLength(100)
  })

  it("has one dot for an envelope that was put up before its records came", () => {
    const row = { number: 1, client: 1, worker: 7, state: "at-worker" } as const
    const rest = { sizeBytes: 5, replySizeBytes: null, behind: 0, receivedAt: 0 }
    const attempts = { attempt: 0, earlierAttempts: [] }
    const moments = { handedAt: 1, dealtAt: 2, serviceStartAt: 2, repliedAt: null, endedAt: null }
    journeys.seed({ ...row, ...rest, ...attempts, ...moments }, nowMs)
    expect(journeys.placeOf(1)).toBe("in-service")
    for (const kind of ["received", "handed", "dealt", "replied", "returned"] as const) {
      play(kind, 1, kind === "received" || kind === "handed" ? NO_WORKER : 7)
    }
    pass(0)
    pass(2 * TRIP_MS)
    expect(journeys.dots.size).toBe(0)
    expect(journeys.atWorker.size).toBe(0)
  })

  it("keeps only some when it is told to, and uses their room again", () => {
    bringToWorker(7, 1, 2, 3, 4)
    journeys.keepOnly((number) => number % 2 === 0)
    expect(placesOf(1, 2, 3, 4)).toEqual([undefined, "in-service", undefined, "backlog"])
    play("received", 5)
    expect(journeys.dots.size).toBe(3)
    expect(journeys.dots.end).toBe(4)
  })

  it("goes on from the last step when more came than it can hold", () => {
    play("received", 1)
    for (let turn = 0; turn < 5; turn += 1) {
      play("handed", 1)
      play("dealt", 1, turn)
      play("requeued", 1, turn)
    }
    play("handed", 1)
    play("dealt", 1, 9)
    for (let ms = 0; ms < 20_000; ms += 50) pass(50)
    expect(journeys.placeOf(1)).toBe("in-service")
    expect([...journeys.atWorker.keys()]).toEqual([9])
  })
})
