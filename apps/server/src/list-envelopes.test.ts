import { EnvelopeBook, History } from "@zmqscope/metrics"
import { type EnvelopeRecord, type Kind, NO_WORKER, Records } from "@zmqscope/protocol"
import { brokerHello } from "@zmqscope/testkit/samples"
import { expect, it } from "vitest"
import { BrokerRun } from "./broker-run.js"
import { listEnvelopes } from "./list-envelopes.js"

const HELLO = brokerHello()

const NAMES = { nameOf: (_kind: string, { name }: { name: string }) => name }

/** Envelopes from 1 to `received`, all of which wait but those that expired. */
function runWith(received: number, expired: readonly number[]): BrokerRun {
  const run = new BrokerRun(HELLO, new History(), new EnvelopeBook(100))
  const record = (kind: Kind, envelope: number): EnvelopeRecord => ({
    at: envelope,
    envelope,
    client: 0,
    worker: NO_WORKER,
    sizeBytes: 0,
    kind,
    attempt: 0,
    cause: null,
  })
  const records = [
    ...Array.from({ length: received }, (_, at) => record("received", at + 1)),
    ...expired.map((envelope) => record("expired", envelope)),
  ]
  run.records({ firstSequence: 0, records: Records.of(records) })
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

it("lists those that were on their way within a span of time", () => {
  // Received at their number in microseconds of 1970; the second ends after all were received.
  const run = runWith(300, [2])
  const within = (since: number | undefined, until: number | undefined) =>
    numbers(
      listEnvelopes(run, NAMES, {
        outcome: "expired",
        ...(since !== undefined && { since }),
        ...(until !== undefined && { until }),
      }),
    )
  expect(within(undefined, undefined)).toEqual([2])
  expect(within(0.002, undefined)).toEqual([2])
  expect(within(0.003, undefined)).toEqual([])
  expect(within(undefined, 0.002)).toEqual([2])
  expect(within(undefined, 0.001)).toEqual([])
  expect(numbers(listEnvelopes(run, NAMES, { until: 0.003, limit: 9 }))).toEqual([3, 2, 1])
  expect(numbers(listEnvelopes(run, NAMES, { since: 5, limit: 2 }))).toEqual([300, 299])
})
