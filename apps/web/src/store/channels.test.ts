import { describe, expect, it } from "vitest"
import { CHANNEL_INTERVALS_MS, Channels } from "./channels.js"

describe("Channels", () => {
  it("tells nobody of what was not marked", () => {
    const published: string[] = []
    const channels = new Channels((channel) => published.push(channel))
    channels.flush(1000)
    expect(published).toEqual([])
  })

  it("publishes a marked channel before it calls its listeners, and once", () => {
    const happened: string[] = []
    const channels = new Channels((channel) => happened.push(`publish ${channel}`))
    channels.subscribe("figures", () => happened.push("listener"))
    channels.mark("figures")
    channels.mark("figures")
    channels.flush(1000)
    channels.flush(5000)
    expect(happened).toEqual(["publish figures", "listener"])
  })

  it("holds a channel back until its interval has passed, and does not forget it", () => {
    let told = 0
    const channels = new Channels(() => {})
    channels.subscribe("charts", () => {
      told += 1
    })
    channels.mark("charts")
    channels.flush(1000)
    channels.mark("charts")
    channels.flush(1000 + CHANNEL_INTERVALS_MS.charts - 1)
    expect(told).toBe(1)
    channels.flush(1000 + CHANNEL_INTERVALS_MS.charts)
    expect(told).toBe(2)
  })

  it("forgets a listener that unsubscribed", () => {
    let told = 0
    const channels = new Channels(() => {})
    const unsubscribe = channels.subscribe("status", () => {
      told += 1
    })
    unsubscribe()
    channels.mark("status")
    channels.flush(0)
    expect(told).toBe(0)
  })
})
