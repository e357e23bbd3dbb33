import type { Dealing } from "@zmqscope/protocol"
import { eventually, spawnPython } from "@zmqscope/testkit"
import { expect, test } from "vitest"
import { BrokerFixture } from "../broker-fixture.js"

const MIB = 1024 * 1024

/** Small bounds, so that what passes them stands out from what Node takes by itself. */
const LIMITS = {
  requestBytes: 64 * MIB,
  unfinishedBytes: 64 * MIB,
  unreadBytes: 64 * MIB,
  unreadBytesPerClient: 8 * MIB,
  tapBytes: MIB,
}
/** All of them together, twice over for garbage, with the largest messages that may be on their way. */
const MEMORY_BYTES = 768 * MIB

/**
 * The event loop may be held for 50 ms. A machine of a tenth of the speed is what these tests must
 * bear; each of these floods held it for seconds once.
 */
const HELD_MS = 500
const LOOK_MS = 10

const ROUND_TRIPS = 40

interface Flood {
  readonly deed: string
  readonly what: string
  readonly side?: "backend"
  /** Whether who does it is cut at once. */
  readonly isCut?: boolean
  /** Whether some of those who do it are cut in the end. */
  readonly isCutLater?: boolean
}

const FLOODS: readonly Flood[] = [
  { deed: "parts", what: "messages of 2,000 frames, pipelined" },
  { deed: "empties", what: "a message of three million empty frames", isCut: true },
  { deed: "empties", what: "such a message from a worker", side: "backend", isCut: true },
  { deed: "endless", what: "a message that never ends", isCut: true },
  { deed: "endless", what: "such a message from a worker", side: "backend", isCut: true },
  { deed: "large-frame", what: "a frame of one GiB", isCut: true },
  { deed: "small", what: "100,000 small requests, pipelined" },
  { deed: "unread", what: "requests whose replies nobody reads" },
  { deed: "drops", what: "a message that comes a byte at a time" },
  { deed: "halves", what: "halves of large messages, and no more of them", isCutLater: true },
]

const CASES = FLOODS.flatMap((flood) => [
  { ...flood, dealing: "dealer" as const },
  { ...flood, dealing: "idle-first" as const },
])

test.each(CASES)(
  "$what ($deed, $dealing): neither the loop nor memory nor bystanders suffer",
  async ({ deed, side, isCut = false, isCutLater = false, dealing }) => {
    await using broker = await startBroker(dealing)
    await using worker = await spawnPython("rep_worker.py", [broker.backend, "--echo", "--quiet"])
    await broker.workersJoined(1)
    // Not to measure the reader: the tap drops what nobody takes.
    broker.isStalled = true
    await using watch = new Watch()
    const [endpoint, type] =
      side === "backend" ? [broker.backend, "REP"] : [broker.frontend, "DEALER"]
    await using hostile = await spawnPython("hostile_peer.py", [new URL(endpoint).port, type, deed])
    await askAround(broker)
    const sent = await eventually(
      () => hostile.lines.find(({ event }) => event === "sent"),
      "the flood's end",
    )
    await askAround(broker)
    expect(sent["closed"]).toBe(isCut)
    expect(worker.lines).toHaveLength(1)
    expect(watch.longestHeldMs).toBeLessThan(HELD_MS)
    expect(watch.grownBytes).toBeLessThan(MEMORY_BYTES)
    const isTold = () => broker.notices().some(({ kind }) => kind.endsWith("-too-large"))
    if (isCutLater) await eventually(isTold, "the word of a cut")
    else expect(isTold()).toBe(isCut)
  },
)

/** With requeue: what is dealt to a worker that is about to be cut is a bystander's. */
function startBroker(dealing: Dealing): Promise<BrokerFixture> {
  return BrokerFixture.start({ limits: LIMITS, settings: { dealing, onWorkerLoss: "requeue" } })
}

/** A client that minds its own business gets its replies. */
async function askAround(broker: BrokerFixture): Promise<void> {
  await using client = await spawnPython("req_client.py", [broker.frontend, "--count", ROUND_TRIPS])
  const { code, stderr } = await client.exited
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" })
}

/**
 * Watches the event loop of this process and its memory, the broker's among it. What the loop works
 * between two looks at it is what holds it; a machine that gives it no time does not.
 */
class Watch implements AsyncDisposable {
  readonly #before = process.memoryUsage.rss()
  readonly #timer: NodeJS.Timeout
  #peak = this.#before
  #worked = process.cpuUsage()
  #longestUs = 0

  constructor() {
    this.#timer = setInterval(() => {
      this.#peak = Math.max(this.#peak, process.memoryUsage.rss())
      const { user, system } = process.cpuUsage(this.#worked)
      this.#worked = process.cpuUsage()
      this.#longestUs = Math.max(this.#longestUs, user + system)
    }, LOOK_MS)
  }

  get longestHeldMs(): number {
    return this.#longestUs / 1000
  }

  get grownBytes(): number {
    return this.#peak - this.#before
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer)
  }
}
