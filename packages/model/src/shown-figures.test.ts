import { emptySnapshot as snapshot } from "@zmqscope/testkit/samples"
import { beforeEach, expect, it } from "vitest"
import { FedStore, hello } from "../test/fed-store.js"
import { Now } from "./now.js"
import { ShownFigures } from "./shown-figures.js"

const EPOCH_MS = 1_790_000_000_000

let fed: FedStore
let now: Now
let figures: ShownFigures

/** Of the record clock, which the page's equals. */
function at(ms: number): void {
  now.hear(ms * 1000, ms * 1000, EPOCH_MS * 1000, ms)
  now.advance(ms)
}

/** A snapshot says which of them is shown. */
function shown(): number | undefined {
  return figures.get().snapshot?.receivedPerSecond
}

beforeEach(() => {
  fed = new FedStore()
  now = new Now()
  figures = new ShownFigures(fed.store, now)
  fed.store.acceptMessage(hello({ epochUnixUs: EPOCH_MS * 1000 }))
  for (let ms = 100; ms <= 2000; ms += 100) {
    fed.store.acceptMessage(snapshot({ knownAt: ms * 1000, receivedPerSecond: ms }))
    fed.frame()
    at(ms)
  }
})

it("are of now while time goes by as it does", () => {
  expect(shown()).toBe(2000)
  expect(figures.areOfNow).toBe(true)
})

it("stand with all else where time is frozen, at a moment of which there are some", () => {
  const heldMs = figures.holdMs
  expect(heldMs).toBe(EPOCH_MS + 1800.001)
  now.choose({ speed: 1, heldMs })
  at(2100)
  expect(now.atUs).toBeCloseTo(1_800_001, 0)
  expect(shown()).toBe(1800)
  expect(figures.areOfNow).toBe(false)
})

it("are of now at a moment before what was shown, which they say", () => {
  figures.advance()
  now.choose({ speed: 1, heldMs: EPOCH_MS + 555 })
  at(2100)
  expect(shown()).toBe(2000)
  expect(figures.areOfNow).toBe(true)
})

it("go by as slowly as all else", () => {
  now.choose({ speed: 0.25, heldMs: null })
  at(2440)
  expect(Math.round(now.atUs / 1000)).toBe(1910)
  expect(shown()).toBe(1900)
})
