import { describe, expect, it } from "vitest"
import { Now } from "./now.js"

const EPOCH_US = 1_790_000_000_000_000
const EPOCH_MS = EPOCH_US / 1000

/** A page whose clock reads 5 s when the broker's reads 0, and that hears of everything 20 ms later. */
class Desk {
  readonly now = new Now()
  pageMs = 5000

  frames(count: number, { hears = true } = {}): string[] {
    return Array.from({ length: count }, () => {
      this.pageMs += 16
      if (hears)
        this.now.hear(
          (this.pageMs - 5020) * 1000,
          (this.pageMs - 5020) * 1000,
          EPOCH_US,
          this.pageMs,
        )
      return this.now.advance(this.pageMs)
    })
  }

  get behindMs(): number {
    return this.pageMs - 5000 - this.now.atUs / 1000
  }
}

describe("now", () => {
  it("is not known before the stream is heard, and catches up once it is", () => {
    const desk = new Desk()
    expect(desk.frames(2, { hears: false })).toEqual(["went-on", "went-on"])
    expect(desk.now.atMs).toBeNull()
    expect(desk.now.mode).toBe("catching-up")
    expect(desk.frames(1)).toEqual(["caught-up"])
    expect(desk.now.mode).toBe("live")
  })

  it("follows by as much as it takes for everything to have come, and never goes back", () => {
    const desk = new Desk()
    desk.frames(20)
    let last = desk.now.atUs
    for (let frame = 0; frame < 100; frame += 1) {
      desk.frames(1)
      expect(desk.now.atUs).toBeGreaterThan(last)
      last = desk.now.atUs
    }
    expect(desk.behindMs).toBeGreaterThan(200)
    expect(desk.behindMs).toBeLessThan(270)
    expect(desk.now.view()).toMatchObject({ mode: "live", skippedMs: 0 })
  })

  it("does not go past what is known while the stream is silent, and says that it waits", () => {
    const desk = new Desk()
    desk.frames(30)
    const heardUs = (desk.pageMs - 5020) * 1000
    desk.frames(60, { hears: false })
    expect(desk.now.atUs).toBeLessThanOrEqual(heardUs)
    expect(desk.now.view()).toMatchObject({ mode: "catching-up", isSilent: false })
    desk.frames(200, { hears: false })
    expect(desk.now.view().isSilent).toBe(true)
  })

  it("takes word that comes late for late, not for silence", () => {
    const desk = new Desk()
    desk.frames(30)
    for (let late = 0; late < 300; late += 1) {
      desk.pageMs += 40
      const untilUs = (500 + late * 16) * 1000
      desk.now.hear(untilUs, untilUs, EPOCH_US, desk.pageMs)
      desk.now.advance(desk.pageMs)
    }
    expect(desk.now.view()).toMatchObject({ mode: "catching-up", isSilent: false })
    expect(desk.now.view().behindMs).toBeGreaterThan(3000)
  })

  it("goes by as slowly as it is to, and says how far now has run away", () => {
    const desk = new Desk()
    desk.frames(30)
    const fromUs = desk.now.atUs
    desk.now.choose({ speed: 0.05, heldMs: null })
    desk.frames(100)
    expect(desk.now.atUs - fromUs).toBeCloseTo(100 * 16 * 1000 * 0.05, -2)
    expect(desk.now.mode).toBe("slow")
    expect(desk.now.view().behindMs).toBeGreaterThan(1500)
  })

  it("stands where it is held, and skips what went by when it is released", () => {
    const desk = new Desk()
    desk.frames(30)
    const heldMs = desk.now.holdMs
    desk.now.choose({ speed: 1, heldMs })
    expect(desk.frames(200)).not.toContain("sought")
    expect(desk.now.atMs).toBe(heldMs)
    expect(desk.now.view()).toMatchObject({ mode: "frozen", atMs: heldMs })
    desk.now.choose({ speed: 1, heldMs: null })
    expect(desk.frames(1)).toEqual(["caught-up"])
    expect(desk.now.view().skippedMs).toBeGreaterThan(3000)
  })

  it("goes to a moment that is past, once", () => {
    const desk = new Desk()
    desk.frames(100)
    desk.now.choose({ speed: 1, heldMs: EPOCH_MS + 400 })
    expect(desk.frames(3)).toEqual(["sought", "went-on", "went-on"])
    expect(desk.now.atUs).toBe(400_000)
  })

  it("has nothing of another clock", () => {
    const desk = new Desk()
    desk.frames(30)
    desk.now.reset({ isOtherClock: true })
    expect(desk.now.atMs).toBeNull()
    expect(desk.now.view().mode).toBe("live")
    desk.frames(1, { hears: false })
    expect(desk.now.view()).toMatchObject({ mode: "catching-up", atMs: null, behindMs: 0 })
  })
})
