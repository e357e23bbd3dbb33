import { describe, expect, it } from "vitest"
import { FrameLoop } from "./frame-loop.js"

/** Frames that come when the test says so. */
function manualFrames() {
  let wanted: ((nowMs: number) => void) | undefined
  return {
    host: {
      requestFrame: (task: (nowMs: number) => void) => {
        wanted = task
        return () => {
          wanted = undefined
        }
      },
    },
    frame: (nowMs: number) => {
      const task = wanted
      wanted = undefined
      task?.(nowMs)
    },
  }
}

describe("FrameLoop", () => {
  it("drains, then notifies, then draws, whatever the order of adding", () => {
    const { host, frame } = manualFrames()
    const happened: string[] = []
    const loop = new FrameLoop(host)
    loop.add("draw", (nowMs) => happened.push(`draw ${nowMs}`))
    loop.add("notify", () => happened.push("notify"))
    loop.add("drain", () => happened.push("drain"))
    loop.start()
    frame(16)
    expect(happened).toEqual(["drain", "notify", "draw 16"])
  })

  it("goes on from frame to frame until it is stopped", () => {
    const { host, frame } = manualFrames()
    let frames = 0
    const loop = new FrameLoop(host)
    const remove = loop.add("drain", () => {
      frames += 1
    })
    loop.start()
    frame(0)
    frame(16)
    expect(frames).toBe(2)
    loop.stop()
    frame(32)
    expect(frames).toBe(2)
    loop.start()
    remove()
    frame(48)
    expect(frames).toBe(2)
  })
})
