import { type EnvelopeRecord, type Kind, NO_WORKER } from "@zmqscope/protocol"
import { beforeEach, describe, expect, it } from "vitest"
import { Anchors, type PeerWindow } from "./anchors.js"
import { LEG_MS, PASS_MS } from "./journey.js"
import { Journeys } from "./journeys.js"
import { clientWireY, type FlowLayout, layOutFlow, workerWireY } from "./layout.js"
import { LossBoard } from "./loss-board.js"
import { Motion } from "./motion.js"

const LAYOUT = layOutFlow(800, 340, 16)
const WINDOW = { top: 40, bottom: 340, scrollTop: 0, rowPx: 60 }
const WORKER_Y = 190

let layout = LAYOUT
let losses: LossBoard
let journeys: Journeys
let motion: Motion
let nowMs: number

beforeEach(() => {
  losses = new LossBoard()
  journeys = new Journeys(500, losses)
  motion = new Motion(journeys)
  nowMs = 0
  showRows(LAYOUT, WINDOW)
  frame(0)
})

const clients = new Anchors()
const workers = new Anchors()

/** Lays out the flow, and peers' rows beside it; wires are there at once. */
function showRows(flow: FlowLayout, window: PeerWindow): void {
  layout = flow
  clients.place(["client-0"], window, 330)
  workers.place(["worker-0", "worker-1", "worker-2"], window, 330)
  clients.step(0, true)
  workers.step(0, true)
}

function frame(ms: number, still = false): void {
  nowMs += ms
  journeys.advance(nowMs, still)
  const stage = {
    layout,
    clientAt: (index: number) => clients.of(`client-${index}`),
    workerAt: (index: number) => workers.of(`worker-${index}`),
    workerSpacing: 60,
    losses: losses.groups(nowMs),
  }
  motion.step(stage, nowMs, ms, still)
}

function play(kind: Kind, envelope: number, worker = NO_WORKER): void {
  const record: EnvelopeRecord = {
    at: 0,
    envelope,
    client: 0,
    worker,
    sizeBytes: 0,
    kind,
    attempt: 0,
  }
  journeys.play(record, true, nowMs)
}

function pointOf(number: number): { readonly x: number; readonly y: number } {
  const slot = journeys.dots.find(number)
  return { x: journeys.dots.x[slot] ?? Number.NaN, y: journeys.dots.y[slot] ?? Number.NaN }
}

function settle(): void {
  for (let turn = 0; turn < 200; turn += 1) frame(16)
}

describe("motion", () => {
  it("runs along the client's wire, always onwards", () => {
    play("received", 1)
    let before = -1
    for (let ms = 0; ms < LEG_MS - 20; ms += 20) {
      frame(20)
      const { x, y } = pointOf(1)
      expect(x).toBeGreaterThan(before)
      expect(Math.abs(y - clientWireY(LAYOUT, 70, x))).toBeLessThanOrEqual(LAYOUT.lane + 1)
      before = x
    }
  })

  it("keeps to the wires however few frames there are", () => {
    play("received", 1)
    play("handed", 1)
    play("dealt", 1, 2)
    play("replied", 1, 2)
    play("returned", 1, 2)
    frame(LEG_MS / 2)
    frame(LEG_MS / 2 + PASS_MS + LEG_MS / 2)
    const there = pointOf(1)
    expect(Math.abs(there.y - workerWireY(LAYOUT, WORKER_Y, there.x))).toBeLessThan(6)
    frame(LEG_MS / 2 + LEG_MS + PASS_MS / 2)
    const back = pointOf(1)
    expect(back.x).toBeGreaterThan(LAYOUT.routerX)
    expect(back.x).toBeLessThan(LAYOUT.dealerX + LAYOUT.radius)
    expect(Math.abs(back.y - LAYOUT.middleY)).toBeLessThanOrEqual(LAYOUT.lane + 1)
  })

  it("stays on its wire where that moves under way, and as far along it", () => {
    play("received", 1)
    frame(LEG_MS / 4)
    const before = pointOf(1)
    const wide = layOutFlow(1600, 500, 20)
    showRows(wide, { ...WINDOW, rowPx: 120 })
    frame(0)
    const after = pointOf(1)
    const rowY = clients.of("client-0").y
    expect(rowY).toBe(100)
    expect(Math.abs(after.y - clientWireY(wide, rowY, after.x))).toBeLessThanOrEqual(wide.lane + 1)
    expect(after.x / 1600).toBeCloseTo(before.x / 800, 1)
  })

  it("lines up what waits, the head next to the DEALER", () => {
    for (let number = 1; number <= 5; number += 1) play("received", number)
    frame(LEG_MS)
    settle()
    const xs = [1, 2, 3, 4, 5].map((number) => pointOf(number).x)
    for (const [at, x] of xs.entries()) {
      expect(x).toBeCloseTo(LAYOUT.queueX - at * LAYOUT.pitch, 0)
    }
  })

  it("hides what there is no room for, and nothing else", () => {
    for (let number = 1; number <= 400; number += 1) play("received", number)
    frame(LEG_MS)
    settle()
    const hidden = journeys.queue.filter((slot) => journeys.dots.hidden[slot] === 1)
    const shown = journeys.queue.filter((slot) => journeys.dots.hidden[slot] === 0)
    expect(shown).toHaveLength(7 * LAYOUT.queueColumns)
    expect(hidden).toHaveLength(400 - shown.length)
    const points = shown.map((slot) => `${journeys.dots.x[slot]} ${journeys.dots.y[slot]}`)
    expect(new Set(points).size).toBe(shown.length)
  })

  it("stands the one in service at the worker's end and its backlog before it", () => {
    for (let number = 1; number <= 4; number += 1) {
      play("received", number)
      play("handed", number)
      play("dealt", number, 2)
    }
    frame(2 * LEG_MS + PASS_MS)
    settle()
    const xs = [1, 2, 3, 4].map((number) => pointOf(number).x)
    expect(xs[0]).toBeCloseTo(LAYOUT.serviceX, 0)
    expect(xs[1]).toBeCloseTo(LAYOUT.backlogX, 0)
    expect(xs).toEqual(xs.toSorted((one, other) => other - one))
    for (const number of [1, 2, 3, 4]) expect(pointOf(number).y).toBeCloseTo(WORKER_Y, 0)
  })

  it("keeps a backlog still until its first column is empty, and each dot in its row", () => {
    const count = 20
    for (let number = 1; number <= count; number += 1) {
      play("received", number)
      play("handed", number)
      play("dealt", number, 2)
    }
    frame(2 * LEG_MS + PASS_MS)
    settle()
    const standing = () => Array.from({ length: 10 }, (_, at) => pointOf(11 + at))
    const before = standing()
    const rows = new Set(before.map(({ y }) => Math.round(y)))
    expect(rows.size).toBe(5)
    for (let done = 1; done <= rows.size; done += 1) {
      expect(standing()).toEqual(before)
      play("replied", done, 2)
      settle()
    }
    for (const [at, point] of standing().entries()) {
      expect(point.y).toBeCloseTo(before[at]?.y ?? 0, 0)
      expect(point.x).toBeCloseTo((before[at]?.x ?? 0) + LAYOUT.pitch, 0)
    }
  })

  it("lets losses fall into their group's row, each to a place of its own", () => {
    for (const number of [1, 2, 3]) {
      play("received", number)
      play("handed", number)
      play("dealt", number, 1)
    }
    frame(2 * LEG_MS + PASS_MS)
    for (const number of [1, 2, 3]) play("lost", number, 1)
    frame(10)
    const start = pointOf(1)
    frame(2000)
    frame(16)
    const points = [1, 2, 3].map(pointOf)
    expect(new Set(points.map(({ x }) => Math.round(x))).size).toBe(3)
    for (const { y } of points) {
      expect(y).toBeGreaterThan(start.y)
      expect(y).toBeLessThan(LAYOUT.lossY)
    }
  })

  it("puts everything in its place at once where motion is not wanted", () => {
    play("received", 1)
    play("handed", 1)
    play("dealt", 1, 2)
    frame(1, true)
    expect(pointOf(1).x).toBeCloseTo(LAYOUT.serviceX, 3)
  })
})
