import type { Trial } from "@zmqscope/protocol"
import { eventually, startZmqscope, type Zmqscope } from "@zmqscope/testkit"
import { expect, it } from "vitest"
import { ask } from "./ask.js"

const CLIENTS = {
  count: 4,
  behaviour: { pace: { mode: "think", meanMs: 1 }, sizeBytes: 8, timeoutMs: 600_000, retries: 0 },
}
const WORKERS = {
  count: 2,
  behaviour: { serviceTime: { distribution: "fixed", ms: 2 }, failure: { mode: "none" } },
}

async function trials({ url }: Zmqscope): Promise<readonly Trial[]> {
  return (await ask(url, "/api/trials")).body as Trial[]
}

/** Waits until the stretch that goes on has so many round trips. */
function lastWith(zmqscope: Zmqscope, roundTrips: number): Promise<Trial> {
  return eventually(async () => {
    const last = (await trials(zmqscope)).at(-1)
    return last && last.figures.roundTrips >= roundTrips && last.figures.watchedMs > 1000
      ? last
      : undefined
  }, `a trial with ${roundTrips} round trips`)
}

it("keeps what was measured between two changes, and gives what a kill lost to what came of it", async () => {
  await using zmqscope = await startZmqscope({ args: ["--empty"] })
  const { url } = zmqscope
  await ask(url, "/api/clients", { method: "POST", json: CLIENTS })
  await ask(url, "/api/workers", { method: "POST", json: WORKERS })
  await lastWith(zmqscope, 200)
  const before = await eventually(async () => {
    const last = (await trials(zmqscope)).at(-1)
    return last?.clients === 4 && last.workers === 2 ? last : undefined
  }, "a trial of 4 clients and 2 workers")
  expect(before.settings.dealing).toBe("dealer")
  expect(before.figures.roundTripUs.p99).toBeGreaterThanOrEqual(2000)

  await ask(url, "/api/broker", { method: "PATCH", json: { dealing: "idle-first" } })
  await lastWith(zmqscope, 100)
  // Both hold requests for longer than the test lasts, so that whoever is killed loses some.
  const stuck = { serviceTime: { distribution: "fixed", ms: 60_000 } }
  await ask(url, "/api/workers/worker-1", { method: "PATCH", json: stuck })
  await eventually(async () => {
    const { body } = await ask(url, "/api/workers")
    const [one] = body as { outstanding: number; oldestUs: number | null }[]
    return one !== undefined && one.outstanding > 0 && (one.oldestUs ?? 0) > 1_000_000
  }, "a worker that holds a request")
  await ask(url, "/api/workers/worker-1", { method: "DELETE" })

  const lost = await eventually(async () => {
    const { totals } = (await ask(url, "/api/status")).body as { totals: { lost: number } }
    return totals.lost > 0 ? totals.lost : undefined
  }, "what the killed worker had")
  const all = await eventually(async () => {
    const told = await trials(zmqscope)
    // Figures are of steps that have closed.
    const isTold = told.some(({ figures }) => figures.lost > 0)
    return isTold && told.at(-1)?.workers === 1 ? told : undefined
  }, "a trial of the one worker that is left, and the loss in one of them")
  const dealt = all.find(({ changes }) => changes.includes("dealing: idle-first"))
  expect(dealt).toMatchObject({ settings: { dealing: "idle-first" } })
  expect(all.at(-1)).toMatchObject({ changes: ["worker-1 killed"], untilMs: null })
  expect(all.map(({ figures }) => figures.lost)).toEqual([
    ...Array.from({ length: all.length - 1 }, () => 0),
    lost,
  ])
})
