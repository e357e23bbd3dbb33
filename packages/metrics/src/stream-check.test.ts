import type { Hello, RecordBatch } from "@zmqscope/protocol"
import { RECORD_BYTES, Records } from "@zmqscope/protocol"
import { expect, it } from "vitest"
import { checkpointOf, EPOCH_MS, SETTINGS, startFold, workerIdentity } from "../test/fixtures.js"
import { StreamCheck } from "./stream-check.js"

const HELLO: Hello = {
  type: "hello",
  protocol: 1,
  version: "1",
  run: "a",
  epochUnixUs: EPOCH_MS * 1000,
  frontend: "",
  backend: "",
  engine: "zmtp",
  notifies: true,
  capabilities: [],
  settings: SETTINGS,
  limits: { clients: 1, workers: 1 },
  sequence: 0,
  clients: [],
  workers: [],
}

/** Records that are all `stale`, so that they move one figure only. */
function staleBatch(firstSequence: number, count: number): RecordBatch {
  const bytes = new Uint8Array(count * RECORD_BYTES)
  const view = new DataView(bytes.buffer)
  for (let at = 0; at < count; at += 1) view.setUint8(at * RECORD_BYTES + 28, STALE)
  return { firstSequence, records: new Records(bytes) }
}
const STALE = 10

function checkpoint(sequence: number, stale: number) {
  return { ...checkpointOf(startFold().fold, 0), sequence, stale }
}

it("counts records, and checkpoints that they equal", () => {
  const check = new StreamCheck()
  check.message(HELLO)
  check.batch(staleBatch(0, 3))
  check.message(checkpoint(3, 3))
  check.batch(staleBatch(3, 2))
  check.message(checkpoint(5, 5))
  expect(check).toMatchObject({ runs: 1, records: 5, compared: 2, missed: 0, faults: [] })
})

it("notices what is left out, told of or not, and a fold that is not the broker's", () => {
  const check = new StreamCheck()
  check.message(HELLO)
  check.batch(staleBatch(4, 1))
  check.message(checkpoint(5, 5))
  check.message({ type: "gap", missed: 2, sequence: 7 })
  check.message(checkpoint(7, 7))
  expect(check).toMatchObject({ records: 1, missed: 6, compared: 1 })
  expect(check.faults).toEqual([
    "record 4 came where 0 was next",
    "stale: the records give 1, the broker says 5",
    "a gap: 2 records were missed",
  ])
})

it("takes over from the first checkpoint what was there before it came", () => {
  const check = new StreamCheck()
  check.message({ ...HELLO, workers: [workerIdentity(1)] })
  const workers = [{ ...workerIdentity(1), outstanding: 0, served: 7 }]
  check.message({ ...checkpoint(0, 0), workers })
  expect(check).toMatchObject({ compared: 0, faults: [] })
  check.message({ ...checkpoint(0, 0), workers })
  expect(check).toMatchObject({ compared: 1, faults: [] })
})

it("begins anew with another run, and takes nothing while there is none", () => {
  const check = new StreamCheck()
  check.message({ ...HELLO, sequence: 9 })
  check.message(checkpoint(9, 5))
  check.message({ ...HELLO, run: null })
  check.batch(staleBatch(0, 1))
  check.message({ ...HELLO, run: "b" })
  check.batch(staleBatch(0, 1))
  check.message(checkpoint(1, 1))
  expect(check).toMatchObject({ runs: 2, compared: 1, missed: 0 })
  expect(check.faults).toEqual(["records came while the broker was down"])
})
