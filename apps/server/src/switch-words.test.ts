import type { BrokerSettings } from "@zmqscope/protocol"
import { expect, it } from "vitest"
import { describeSwitch } from "./switch-words.js"

const BEFORE: BrokerSettings = {
  paused: false,
  dealing: "dealer",
  prefetch: 1,
  onWorkerLoss: "lose",
  dropAbandoned: false,
  shedding: { mode: "none" },
}

it.each([
  [{ dealing: "idle-first" }, ["dealing: idle-first"]],
  [{ dealing: "dealer" }, []],
  [{ prefetch: 7, onWorkerLoss: "requeue" }, ["prefetch: 7", "worker loss: requeue"]],
  [{ dropAbandoned: true }, ["abandoned: dropped"]],
  [{ paused: true }, []],
] as const)("%j is told as %j", (patch, words) => {
  expect(describeSwitch(BEFORE, { ...BEFORE, ...patch })).toEqual(words)
})
