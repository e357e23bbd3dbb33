import { describe, expect, it } from "vitest"
import { Channel } from "./channel.js"

describe("a channel", () => {
  it("shows what it was made with until it is marked", () => {
    let value = 1
    const channel = new Channel(0, () => value)
    value = 2
    channel.flush(1000)
    expect(channel.get()).toBe(1)
  })

  it("is published before its listeners are called, and once", () => {
    let value = 0
    const channel = new Channel(200, () => value)
    const heard: number[] = []
    channel.subscribe(() => heard.push(channel.get()))
    value = 7
    channel.mark()
    channel.mark()
    channel.flush(1000)
    channel.flush(5000)
    expect(heard).toEqual([7])
  })

  it("is held back until its interval has passed, and not forgotten", () => {
    let told = 0
    const channel = new Channel(250, () => ({}))
    channel.subscribe(() => {
      told += 1
    })
    channel.mark()
    channel.flush(1000)
    channel.mark()
    channel.flush(1249)
    expect(told).toBe(1)
    channel.flush(1250)
    expect(told).toBe(2)
  })

  it("forgets a listener that unsubscribed", () => {
    let told = 0
    const channel = new Channel(0, () => ({}))
    const unsubscribe = channel.subscribe(() => {
      told += 1
    })
    unsubscribe()
    channel.mark()
    channel.flush(0)
    expect(told).toBe(0)
  })
})
