import type { CDPSession } from "@playwright/test"
import type { WorkerBehaviour } from "@zmqscope/protocol"
import { expect, PATIENT_CLIENT, test } from "../fixtures.js"

/** By then every view has been drawn and compiled. */
const WARM_RECORDS = 30_000
/** Until the second reading. */
const MORE_RECORDS = 100_000
/** By then what is on its way through the page is little beside what stays; all still fits what the tap remembers. */
const MOST_RECORDS = 250_000

/**
 * An envelope that the tap remembers costs 175 bytes, 44 for each of its four records; what else the
 * page has made meanwhile is some 10 to 25 more. One more structure that keeps every record, as bytes
 * (32) or as an object (64 and more), comes on top, and is past this.
 */
const MOST_BYTES_PER_RECORD = 44 + 32

// The long form, past the point where the tap forgets the oldest: `npm run bench:heap`.
test("the heap grows by the envelopes that are remembered, and by nothing else", async ({
  dashboard,
  page,
  simulator,
  zmqscope,
}) => {
  const behaviour: WorkerBehaviour = {
    serviceTime: { distribution: "fixed", ms: 1 },
    failure: { mode: "none" },
  }
  await simulator.spawnWorkers(8, behaviour)
  await simulator.spawnClients(40, { ...PATIENT_CLIENT, pace: { mode: "think", meanMs: 5 } })
  await dashboard.open(zmqscope.url)
  const devtools = await page.context().newCDPSession(page)
  const read = async () => ({
    bytes: await heapBytes(devtools),
    records: Number(await dashboard.root.getAttribute("data-applied-seq")),
  })

  await dashboard.waitForApplied(WARM_RECORDS)
  const early = await read()
  await dashboard.waitForApplied(early.records + MORE_RECORDS)
  let perRecord: number
  let more: number
  do {
    const late = await read()
    more = late.records - early.records
    perRecord = (late.bytes - early.bytes) / more
  } while (perRecord >= MOST_BYTES_PER_RECORD && more < MOST_RECORDS)
  expect(perRecord, "bytes kept for each record").toBeLessThan(MOST_BYTES_PER_RECORD)
})

/** JavaScript's objects and array buffers, garbage collected. */
async function heapBytes(devtools: CDPSession): Promise<number> {
  // The second finds what the first's finalizers let go.
  await devtools.send("HeapProfiler.collectGarbage")
  await devtools.send("HeapProfiler.collectGarbage")
  const { usedSize, backingStorageSize } = await devtools.send("Runtime.getHeapUsage")
  return usedSize + backingStorageSize
}
