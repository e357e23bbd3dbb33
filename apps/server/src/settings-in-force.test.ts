import type { BrokerSettings } from "@zmqscope/protocol"
import { afterEach, beforeEach, expect, it, vi } from "vitest"
import { SettingsInForce } from "./settings-in-force.js"

const BEFORE: BrokerSettings = {
  paused: false,
  dealing: "dealer",
  prefetch: 1,
  onWorkerLoss: "lose",
  dropAbandoned: false,
  shedding: { mode: "none" },
}
const AFTER: BrokerSettings = { ...BEFORE, prefetch: 7 }

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** Collects the order in which things happen. */
function awaitTold(settings: SettingsInForce, value: BrokerSettings, order: string[]) {
  return settings.told(value).then(() => order.push(`told ${value.prefetch}`))
}

it("are what the stream said last, whatever an answer has told already", async () => {
  const settings = new SettingsInForce(BEFORE)
  const order: string[] = []
  const told = awaitTold(settings, AFTER, order)
  // What stood in the pipe before the change.
  settings.take(BEFORE)
  await vi.advanceTimersByTimeAsync(0)
  expect([settings.value, order]).toEqual([BEFORE, []])
  settings.take(AFTER)
  await told
  expect([settings.value, order]).toEqual([AFTER, ["told 7"]])
})

it("are waited for only while they differ, and not for ever when their telling was missed", async () => {
  const settings = new SettingsInForce(BEFORE)
  await settings.told({ ...BEFORE })
  const order: string[] = []
  const told = awaitTold(settings, AFTER, order)
  await vi.advanceTimersByTimeAsync(10_000)
  await told
  expect(settings.value).toEqual(BEFORE)
})
