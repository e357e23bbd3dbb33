import type { Envelope } from "@zmqscope/protocol"
import { BODIES, PEERS, returnedRow, waitingRow } from "@zmqscope/testkit/samples"
import { describe, expect, it } from "vitest"
import { asksBeyondRows, compileFilter } from "./match.js"
import { parseFilter } from "./terms.js"

/** The clock of the rows begins at 1,000,000 ms of Unix time. */
const EPOCH_UNIX_US = 1_000_000_000
const NOW_AT = 10_000

function matches(filter: string, row: Envelope): boolean {
  const { terms, errors } = parseFilter(filter)
  expect(errors).toEqual([])
  return (
    compileFilter(terms, { peers: PEERS, bodies: BODIES }, EPOCH_UNIX_US)?.(row, NOW_AT) ?? true
  )
}

describe("a row matches", () => {
  const row = returnedRow({ number: 77, attempt: 1 })

  it.each([
    "",
    "client:client-4",
    "address:10.0.0.1",
    "address:10.0.0.2:2",
    "address:10.*",
    "type:req",
    "type:DEALER,REP",
    "silent:no",
    "body:hello",
    'body:"two words" body:hello',
    "-body:bye",
    "client:CLIENT-4",
    "client:client-*",
    "worker:*2",
    "-worker:worker-3",
    "client:client-9 client:client-4",
    "outcome:returned",
    "outcome:ended",
    "outcome:lost outcome:returned",
    "-outcome:lost",
    "rtt>1ms rtt<2ms",
    "rtt:1600us..1600us",
    "waiting>=100us",
    "dealer<=100us",
    "backlog>200us",
    "service:1ms..",
    "size:5 size:6",
    "reply>5b",
    "attempt:2",
    "attempt>1",
    "number:77",
    "number:70..80",
    "at:1000000..1000002",
    "IENT-4",
    "returned worker-2",
    "-mars",
    "!worker:worker-3",
    "worker!:worker-3",
    "worker!=worker-3",
    "worker=worker-2",
    "not worker:worker-3",
    "worker:worker-2,worker-3",
    "-worker:worker-1,worker-3",
    "outcome:lost,returned",
    "size:4,5",
    "number:1..5,70..80",
    "outcome:lost or outcome:returned",
    "outcome:lost OR rtt>1ms",
    "outcome:lost || rtt>1ms",
    "mars or returned and client:client-4",
    "(mars or returned) client:client-4",
    "not (mars or venus)",
    "-(mars or venus) returned",
    "!(outcome:lost client:client-4)",
    "client:client-9 client:client-4 and returned",
    "not not returned",
  ])("%j", (filter) => {
    expect(matches(filter, row)).toBe(true)
  })

  it.each([
    "client:client",
    "client:4",
    "client:client.4",
    "-client:client-4",
    "-client:client-4 client:client-4",
    "worker:worker-2 -worker:worker-*",
    "outcome:in-flight",
    "rtt>1600us",
    "rtt>1ms rtt>2ms",
    "size>5",
    "reply:5",
    "attempt:1",
    "number:78 number:79",
    "at:1000003..1000009",
    "at:..1000000",
    "mars",
    "returned mars",
    '"and"',
    "!worker:worker-2",
    "worker!=worker-2",
    "not returned",
    "worker:worker-1,worker-3",
    "-worker:worker-1,worker-2",
    "outcome:lost,expired",
    "mars or venus",
    "(mars or returned) client:client-9",
    "mars or returned and client:client-9",
    "not (mars or returned)",
    "client:client-9 and client:client-4",
    "(client:client-9) (client:client-4)",
  ])("not %j", (filter) => {
    expect(matches(filter, row)).toBe(false)
  })

  it("of what is in flight, as far as it has come", () => {
    const waiting = waitingRow()
    expect(matches("outcome:in-flight waiting>8ms", waiting)).toBe(true)
    expect(matches("waiting>9ms", waiting)).toBe(false)
    expect(matches("rtt>0us", waiting)).toBe(false)
    expect(matches("worker:*", waiting)).toBe(false)
    expect(matches("-worker:worker-2", waiting)).toBe(true)
    expect(matches("at:1000009..", waiting)).toBe(true)
  })

  it("by names that are asked for only once an index", () => {
    let asked = 0
    const client = (index: number) => {
      asked += 1
      return `client-${index}`
    }
    const test = compileFilter(
      parseFilter("client:client-4").terms,
      { peers: { ...PEERS, client }, bodies: BODIES },
      0,
    )
    for (let at = 0; at < 10; at += 1) expect(test?.(row, 0)).toBe(true)
    expect(asked).toBe(1)
  })

  it("and knows whether names matter", () => {
    expect(asksBeyondRows(parseFilter("rtt>1ms outcome:lost").terms)).toBe(false)
    expect(asksBeyondRows(parseFilter("mars").terms)).toBe(true)
    expect(asksBeyondRows(parseFilter("client:c").terms)).toBe(true)
    expect(asksBeyondRows(parseFilter("rtt>1ms or (size>1 or client:c)").terms)).toBe(true)
  })
})
