import { conservation } from "@zmqscope/metrics"
import {
  type BrokerPatch,
  type Client,
  DEALINGS,
  EMPTY_TOTALS,
  type SnapshotMessage,
  type Totals,
  type Worker,
} from "@zmqscope/protocol"
import { eventually, startZmqscope, type Zmqscope } from "@zmqscope/testkit"
import { randomLcg } from "d3-random"
import { expect, it } from "vitest"
import { ask } from "./ask.js"
import { type TestViewer, view } from "./viewer.js"

/** Peers of every kind, in every state, come and go hundreds of times. */
const DISTURBANCES = 3000
/** A slow machine has met fewer by then, each of them for longer. */
const STORM_MS = 60_000
const SWITCHES = 50
const MAX_PEERS = 24

type Kind = "clients" | "workers"
type Random = () => number

const BEHAVIOURS = {
  clients: {
    pace: { mode: "think", meanMs: 10 },
    sizeBytes: 32,
    timeoutMs: 1000,
    retries: 3,
  },
  workers: {
    serviceTime: { distribution: "exponential", meanMs: 8 },
    failure: { mode: "none" },
  },
} as const

function pick<T>(random: Random, from: readonly [T, ...T[]]): T {
  return from[Math.floor(random() * from.length)] ?? from[0]
}

/** Spawns, kills and stops peers at random; never more than MAX_PEERS of a kind. */
async function disturb(zmqscope: Zmqscope, random: Random): Promise<void> {
  const kind = pick<Kind>(random, ["clients", "workers"])
  const listed = await ask(zmqscope.url, `/api/${kind}`)
  const names = (listed.body as { name: string }[]).map(({ name }) => name)
  const victim = names[Math.floor(random() * names.length)]
  if (victim === undefined || (random() < 0.5 && names.length < MAX_PEERS)) {
    const json = { count: 1 + Math.floor(random() * 3), behaviour: BEHAVIOURS[kind] }
    expect((await ask(zmqscope.url, `/api/${kind}`, { method: "POST", json })).status).toBe(201)
    return
  }
  const mode = pick(random, ["kill", "stop"])
  const path = `/api/${kind}/${encodeURIComponent(victim)}?mode=${mode}`
  const { status } = await ask(zmqscope.url, path, { method: "DELETE" })
  // One that was stopping when it was listed may have ended since.
  expect([204, 404]).toContain(status)
}

interface Account {
  /** Snapshots whose totals do not balance. */
  readonly unbalanced: readonly SnapshotMessage[]
  /** What any check found in any snapshot. */
  readonly faults: readonly string[]
  readonly totals: Totals
  readonly requeued: number
  readonly snapshots: number
  readonly checkpoints: number
  readonly gaps: number
  readonly status: unknown
}

async function accountOf(zmqscope: Zmqscope, viewer: TestViewer): Promise<Account> {
  const snapshots = viewer.frames.filter(
    (frame): frame is SnapshotMessage => frame.type === "snapshot",
  )
  const count = (type: string) => viewer.frames.filter((frame) => frame.type === type).length
  return {
    unbalanced: snapshots.filter(({ totals }) => !conservation(totals).balanced),
    faults: snapshots.flatMap(({ faults }) => faults),
    totals: snapshots.at(-1)?.totals ?? EMPTY_TOTALS,
    requeued: snapshots.at(-1)?.requeued ?? 0,
    snapshots: snapshots.length,
    checkpoints: count("checkpoint"),
    gaps: count("gap"),
    status: (await ask(zmqscope.url, "/api/status")).body,
  }
}

/** Every snapshot balanced, no check found a fault, and the fold equalled every checkpoint. */
const TRUE_ACCOUNT = {
  unbalanced: [],
  faults: [],
  gaps: 0,
  status: {
    foldDiscrepancies: 0,
    tap: { missed: 0 },
    children: { broker: { restarts: 0 }, simulator: { restarts: 0 } },
  },
}

async function list<P>(zmqscope: Zmqscope, kind: Kind): Promise<readonly P[]> {
  return (await ask(zmqscope.url, `/api/${kind}`)).body as P[]
}

async function configure(zmqscope: Zmqscope, json: BrokerPatch): Promise<void> {
  const answer = await ask(zmqscope.url, "/api/broker", { method: "PATCH", json })
  expect(answer).toMatchObject({ status: 200, body: json })
}

/** Kills a worker that has requests in hand, under `onWorkerLoss`. */
async function loseWorker(zmqscope: Zmqscope, onWorkerLoss: "lose" | "requeue"): Promise<void> {
  await configure(zmqscope, { dealing: "least-outstanding", prefetch: 3, onWorkerLoss })
  const serviceTime = { distribution: "fixed", ms: 60_000 }
  const json = { count: 1, behaviour: { serviceTime, failure: { mode: "none" } } }
  const { body } = await ask(zmqscope.url, "/api/workers", { method: "POST", json })
  const [spawned] = body as readonly Worker[]
  const isBusy = async () =>
    (await list<Worker>(zmqscope, "workers")).some(
      ({ name, outstanding }) => name === spawned?.name && outstanding > 0,
    )
  await eventually(isBusy, "the slow worker has a request")
  const path = `/api/workers/${spawned?.name}`
  expect((await ask(zmqscope.url, path, { method: "DELETE" })).status).toBe(204)
}

/** Kills a client whose request waits, where that is reason not to serve it. */
async function abandonRequest(zmqscope: Zmqscope): Promise<void> {
  await configure(zmqscope, { paused: true, dropAbandoned: true })
  const json = { count: 1, behaviour: { ...BEHAVIOURS.clients, timeoutMs: 600_000 } }
  const { body } = await ask(zmqscope.url, "/api/clients", { method: "POST", json })
  const [spawned] = body as readonly Client[]
  const isWaiting = async () =>
    (await list<Client>(zmqscope, "clients")).some(
      ({ name, outstanding }) => name === spawned?.name && outstanding > 0,
    )
  await eventually(isWaiting, "the client's request waits")
  const path = `/api/clients/${spawned?.name}`
  expect((await ask(zmqscope.url, path, { method: "DELETE" })).status).toBe(204)
}

/** Waits for a figure to have grown past what it was. */
async function expectMore(
  viewer: TestViewer,
  figure: "lost" | "expired" | "requeued",
  than: number,
) {
  const of = ({ totals, requeued }: SnapshotMessage) => ({ ...totals, requeued })[figure]
  await viewer.find("snapshot", (snapshot) => of(snapshot) > than, viewer.frames.length - 1)
}

it("accounts for every request through thousands of peers that come and go at random", async () => {
  await using zmqscope = await startZmqscope({ args: ["--seed", "20"] })
  using viewer = view(zmqscope.url)
  const random = randomLcg(20)
  const end = Date.now() + STORM_MS
  for (let done = 0; done < DISTURBANCES && Date.now() < end; done += 1) {
    await disturb(zmqscope, random)
  }
  const account = await accountOf(zmqscope, viewer)
  expect(account).toMatchObject(TRUE_ACCOUNT)
  const { returned, lost, undeliverable } = account.totals
  const seen = [account.snapshots, account.checkpoints, returned, lost, undeliverable]
  expect(Math.min(...seen)).toBeGreaterThan(0)
}, 240_000)

it.each(["zmtp", "libzmq"])(
  "accounts for every request through 50 random switches under load, carried by %s",
  async (engine) => {
    await using zmqscope = await startZmqscope({ args: ["--seed", "21", "--engine", engine] })
    using viewer = view(zmqscope.url)
    const random = randomLcg(21)
    for (let done = 0; done < SWITCHES; done += 1) {
      const json: BrokerPatch = {
        dealing: pick(random, ["dealer", ...DEALINGS]),
        prefetch: 1 + Math.floor(random() * 20),
        onWorkerLoss: pick(random, ["lose", "requeue"]),
        dropAbandoned: random() < 0.5,
      }
      await configure(zmqscope, json)
      await disturb(zmqscope, random)
    }
    const { totals, requeued } = await accountOf(zmqscope, viewer)
    await loseWorker(zmqscope, "lose")
    await expectMore(viewer, "lost", totals.lost)
    await loseWorker(zmqscope, "requeue")
    await expectMore(viewer, "requeued", requeued)
    await abandonRequest(zmqscope)
    await expectMore(viewer, "expired", totals.expired)
    // Not before: that it has left is news from another process.
    await configure(zmqscope, { paused: false })
    const account = await accountOf(zmqscope, viewer)
    expect(account).toMatchObject(TRUE_ACCOUNT)
    const seen = [account.snapshots, account.checkpoints, account.totals.returned]
    expect(Math.min(...seen)).toBeGreaterThan(0)
  },
  240_000,
)
