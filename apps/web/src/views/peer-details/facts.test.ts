import type { ClientDetails, WorkerDetails } from "@zmqscope/protocol"
import { idleWorker, quietClient } from "@zmqscope/testkit/samples"
import { expect, test } from "vitest"
import type { DetailsOf } from "./facts.js"
import { factsOf } from "./facts.js"

const visits = {
  sinceMs: null,
  lastHeardMs: null,
  connects: 1,
  disconnects: 0,
  hostConnects: null,
  hostDisconnects: null,
  errors: 0,
  lastError: null,
}
const hidden: ClientDetails = {
  ...quietClient("checkout"),
  ...visits,
  socketType: null,
  rejected: 0,
}
const box: WorkerDetails = { ...idleWorker("box"), ...visits, stale: 0 }

function textsOf(details: DetailsOf, nowMs = 0): Readonly<Record<string, string>> {
  return Object.fromEntries(factsOf(details, nowMs).map(({ term, text }) => [term, text]))
}

test("what nobody knows is unknown, and never a nought", () => {
  expect(textsOf({ kind: "client", peer: hidden })).toEqual({
    address: "unknown",
    socket: "unknown",
    since: "unknown",
    "last heard": "unknown",
    "oldest open": "none",
    "under its name": "1 connect, 0 disconnects",
    "from its machine": "unknown",
    errors: "none",
    rejected: "0",
  })
})

test("moments are told by how long ago they were", () => {
  const heard = { ...box, sinceMs: 1000, lastHeardMs: 180_600, oldestUs: 20_000_000 }
  const texts = textsOf({ kind: "worker", peer: heard }, 181_000)
  expect(texts["since"]).toMatch(/, 3\.0 min$/)
  expect(texts).toMatchObject({ "last heard": "400 ms ago", "oldest open": "for 20 s" })
})

test("what is worth a look is marked: silence, errors, replies to nothing", () => {
  const peer = {
    ...box,
    silentUs: 20_000_000,
    serviceUs: 5000,
    errors: 2,
    lastError: "It hung.",
    stale: 1,
  }
  const facts = factsOf({ kind: "worker", peer }, 0).filter(({ isTrouble }) => isTrouble)
  expect(facts.map(({ term, text }) => `${term}: ${text}`)).toEqual([
    "silent: for 20 s, it takes 5.0 ms on average",
    "errors: 2 notices, the last: It hung.",
    "stale replies: 1",
  ])
})
