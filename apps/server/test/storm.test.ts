import { conservation } from "@zmqscope/metrics"
import type { BrokerPatch, Snapshot } from "@zmqscope/protocol"
import { startZmqscope, type Zmqscope } from "@zmqscope/testkit"
import { randomLcg } from "d3-random"
import { expect, it } from "vitest"
import { ask } from "./ask.js"
import { type TestViewer, view } from "./viewer.js"

const STORM_MS = 60_000
const SWITCHES = 50
const MAX_PEERS = 24

const DEALINGS = [
  "dealer",
  "round-robin",
  "least-outstanding",
  "idle-first",
  "random",
  "two-choices",
] as const

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
  // It may have ended by itself, or be stopping, since it was listed.
  expect([200, 202, 204, 404, 409]).toContain(status)
}

interface Account {
  /** Snapshots whose totals do not balance. */
  readonly unbalanced: readonly Snapshot[]
  readonly snapshots: number
  readonly checkpoints: number
  readonly gaps: number
  readonly received: number
  readonly status: unknown
}

async function accountOf(zmqscope: Zmqscope, viewer: TestViewer): Promise<Account> {
  const snapshots = viewer.frames.filter((frame): frame is Snapshot => frame.type === "snapshot")
  const count = (type: string) => viewer.frames.filter((frame) => frame.type === type).length
  return {
    unbalanced: snapshots.filter(({ totals }) => !conservation(totals).balanced),
    snapshots: snapshots.length,
    checkpoints: count("checkpoint"),
    gaps: count("gap"),
    received: snapshots.at(-1)?.totals.received ?? 0,
    status: (await ask(zmqscope.url, "/api/status")).body,
  }
}

/** Every snapshot balanced, and the fold equalled every checkpoint. */
const TRUE_ACCOUNT = {
  unbalanced: [],
  gaps: 0,
  status: {
    foldDiscrepancies: 0,
    tap: { missed: 0 },
    children: { broker: { restarts: 0 }, simulator: { restarts: 0 } },
  },
}

it("accounts for every request through a minute of peers that come and go at random", async () => {
  await using zmqscope = await startZmqscope({ args: ["--seed", "20"] })
  using viewer = view(zmqscope.url)
  const random = randomLcg(20)
  const end = Date.now() + STORM_MS
  while (Date.now() < end) await disturb(zmqscope, random)
  const account = await accountOf(zmqscope, viewer)
  expect(account).toMatchObject(TRUE_ACCOUNT)
  expect(Math.min(account.snapshots, account.checkpoints, account.received)).toBeGreaterThan(0)
}, 240_000)

it("accounts for every request through 50 random switches under load", async () => {
  await using zmqscope = await startZmqscope({ args: ["--seed", "21"] })
  using viewer = view(zmqscope.url)
  const random = randomLcg(21)
  for (let done = 0; done < SWITCHES; done += 1) {
    const json: BrokerPatch = {
      dealing: pick(random, DEALINGS),
      prefetch: 1 + Math.floor(random() * 20),
      onWorkerLoss: pick(random, ["lose", "requeue"]),
      dropAbandoned: random() < 0.5,
    }
    const answer = await ask(zmqscope.url, "/api/broker", { method: "PATCH", json })
    expect(answer).toMatchObject({ status: 200, body: json })
    await disturb(zmqscope, random)
  }
  const account = await accountOf(zmqscope, viewer)
  expect(account).toMatchObject(TRUE_ACCOUNT)
  expect(Math.min(account.snapshots, account.checkpoints, account.received)).toBeGreaterThan(0)
}, 240_000)
