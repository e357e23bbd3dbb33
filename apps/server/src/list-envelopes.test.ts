import { History } from "@zmqscope/metrics"
import { type EnvelopeRecord, type Kind, NO_WORKER } from "@zmqscope/protocol"
import { expect, it } from "vitest"
import { BrokerRun } from "./broker-run.js"
import { listEnvelopes } from "./list-envelopes.js"

const HELLO = {
  type: "broker",
  run: "one",
  epochUnixUs: 0,
  frontend: "tcp://127.0.0.1:5559",
  backend: "tcp://127.0.0.1:5560",
  engine: "zmtp",
  notifies: true,
  settings: {
    paused: false,
    dealing: "dealer",
    prefetch: 1,
    onWorkerLoss: "lose",
    dropAbandoned: false,
  },
} as const

const NAMES = { nameOf: (_kind: string, { name }: { name: string }) => name }

/** Envelopes from 1 to `received`, all of which wait but those that expired. */
function runWith(received: number, expired: readonly number[]): BrokerRun {
  const run = new BrokerRun(HELLO, new History())
  const record = (kind: Kind, envelope: number): EnvelopeRecord => ({
    at: envelope,
    envelope,
    client: 0,
    worker: NO_WORKER,
    sizeBytes: 0,
    kind,
    attempt: 0,
  })
  const records = [
    ...Array.from({ length: received }, (_, at) => record("received", at + 1)),
    ...expired.map((envelope) => record("expired", envelope)),
  ]
  run.records({ firstSequence: 0, records })
  return run
}

const numbers = (rows: readonly { readonly number: number }[]) => rows.map(({ number }) => number)

it("lists the newest hundred unless told otherwise", () => {
  const run = runWith(300, [299])
  expect(listEnvelopes(run, NAMES, {})).toHaveLength(100)
  expect(numbers(listEnvelopes(run, NAMES, { limit: 2 }))).toEqual([300, 299])
  expect(numbers(listEnvelopes(run, NAMES, { outcome: "waiting", limit: 2 }))).toEqual([300, 298])
})

it("lists all that have not ended when it is asked for those, however many", () => {
  const run = runWith(2500, [1, 2400])
  const live = numbers(listEnvelopes(run, NAMES, { outcome: "live" }))
  expect(live).toHaveLength(2498)
  expect(live).toEqual(live.toSorted((one, other) => other - one))
  expect(live).not.toContain(2400)
  expect(numbers(listEnvelopes(run, NAMES, { outcome: "live", limit: 1 }))).toEqual([2500])
  expect(listEnvelopes(run, NAMES, { outcome: "live", client: "nobody" })).toEqual([])
})
