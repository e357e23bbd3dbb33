import type { EnvelopeRecord } from "@zmqscope/protocol"
import { beforeEach, describe, expect, it } from "vitest"
import { BASE_LAG_MS, MAX_BUFFERED_RECORDS, MAX_LAG_MS, Playback } from "./playback.js"

/** The page's clock is behind the records' by this. */
const OFFSET_MS = 50_000
const FRAME_MS = 16

let playback: Playback
let played: { readonly number: number; readonly clockMs: number }[]
let nowMs: number

beforeEach(() => {
  playback = new Playback()
  played = []
  nowMs = 1000
  frame(0)
})

function record(envelope: number, atMs: number): EnvelopeRecord {
  const at = (atMs + OFFSET_MS) * 1000
  return { at, envelope, client: 0, worker: 0, sizeBytes: 0, kind: "received", attempt: 0 }
}

function frame(ms = FRAME_MS) {
  nowMs += ms
  return playback.advance(nowMs, ({ envelope }, clockMs) =>
    played.push({ number: envelope, clockMs }),
  )
}

function frames(ms: number): void {
  for (let passed = 0; passed < ms; passed += FRAME_MS) frame()
}

function numbers(): number[] {
  return played.map(({ number }) => number)
}

describe("playback", () => {
  it("plays a little behind what comes, in order, at the distances there were", () => {
    playback.push([record(1, nowMs), record(2, nowMs + 5), record(3, nowMs + 20)], nowMs + 20)
    frame(20)
    frames(BASE_LAG_MS + 40)
    expect(numbers()).toEqual([1, 2, 3])
    const [first, second, third] = played.map(({ clockMs }) => clockMs)
    expect((second ?? 0) - (first ?? 0)).toBeLessThanOrEqual(6)
    expect((third ?? 0) - (second ?? 0)).toBeGreaterThanOrEqual(10)
  })

  it("keeps its lag while records keep coming", () => {
    for (let turn = 1; turn < 200; turn += 1) {
      playback.push([record(turn, nowMs)], nowMs)
      frame()
    }
    expect(playback.lagMs).toBeLessThan(BASE_LAG_MS + 2 * FRAME_MS)
    expect(numbers()).toEqual(Array.from(numbers(), (_, at) => at + 1))
    expect(played.length).toBeGreaterThan(180)
  })

  it("plays what came while frames stayed away, without a jump", () => {
    playback.push([record(1, nowMs)], nowMs)
    frames(200)
    playback.push([record(2, nowMs + 700), record(3, nowMs + 900)], nowMs + 1000)
    expect(frame(1200)).toBe("played")
    expect(numbers()).toEqual([1, 2, 3])
  })

  it("plays the first record after a long silence as any other", () => {
    playback.push([record(1, nowMs)], nowMs)
    frames(200)
    for (let minute = 0; minute < 30; minute += 1) frame(60_000)
    playback.push([record(2, nowMs)], nowMs)
    expect(frame()).toBe("played")
    frames(2 * BASE_LAG_MS)
    expect(numbers()).toEqual([1, 2])
    expect(playback.skippedMs).toBe(0)
  })

  it("slows time between records, and falls behind", () => {
    playback.push([record(1, nowMs)], nowMs)
    frames(BASE_LAG_MS + 2 * FRAME_MS)
    playback.setSpeed(0.05)
    playback.push([record(2, nowMs), record(3, nowMs + 50)], nowMs + 50)
    frames(2 * BASE_LAG_MS * 20)
    expect(numbers()).toEqual([1, 2, 3])
    const [, second, third] = played
    expect((third?.clockMs ?? 0) - (second?.clockMs ?? 0)).toBeCloseTo(50 * 20, -1)
    expect(playback.lagMs).toBeGreaterThan(MAX_LAG_MS)
  })

  it("jumps to what is live when it is to play at true speed again, and says what it left out", () => {
    playback.push([record(1, nowMs)], nowMs)
    frames(BASE_LAG_MS + 2 * FRAME_MS)
    playback.setSpeed(0.05)
    frames(3000)
    playback.push([record(2, nowMs), record(3, nowMs)], nowMs)
    playback.setSpeed(1)
    expect(frame()).toBe("jumped")
    expect(playback.skippedRecords).toBe(2)
    expect(playback.skippedMs).toBeGreaterThan(2000)
    expect(frame()).toBe("played")
    expect(numbers()).toEqual([1])
    expect(playback.lagMs).toBeLessThan(BASE_LAG_MS + 2 * FRAME_MS)
  })

  it("stands still while frozen, and goes on where it was", () => {
    playback.push([record(1, nowMs)], nowMs)
    frames(200)
    playback.setSpeed(0.25)
    playback.setFrozen(true)
    const { clockMs } = playback
    playback.push([record(2, nowMs)], nowMs)
    frames(500)
    expect(playback.clockMs).toBe(clockMs)
    expect(numbers()).toEqual([1])
    playback.setFrozen(false)
    frames(3000)
    expect(numbers()).toEqual([1, 2])
  })

  it("holds no more than its bound; what does not fit is left out in one piece, and counted", () => {
    playback.push([record(1, nowMs)], nowMs)
    frames(200)
    playback.setFrozen(true)
    const many = Array.from({ length: MAX_BUFFERED_RECORDS / 2 + 1 }, (_, at) => record(at, nowMs))
    playback.push(many, nowMs)
    playback.push(many, nowMs)
    playback.push([record(7, nowMs)], nowMs)
    playback.setFrozen(false)
    expect(frame()).toBe("jumped")
    expect(playback.skippedRecords).toBe(MAX_BUFFERED_RECORDS + 3)
    playback.push([record(8, nowMs)], nowMs)
    frames(200)
    expect(numbers()).toEqual([1, 8])
  })

  it("plays nothing of before a reset", () => {
    playback.push([record(1, nowMs)], nowMs)
    playback.reset()
    expect(frame()).toBe("jumped")
    frames(500)
    expect(numbers()).toEqual([])
    playback.push([record(2, nowMs)], nowMs)
    frames(200)
    expect(numbers()).toEqual([2])
  })
})
