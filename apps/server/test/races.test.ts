import { FINE_STEP_MS, Histogram, StreamCheck } from "@zmqscope/metrics"
import { DEFAULT_RACE, type Race, type RaceOrder, type RoundFigures } from "@zmqscope/protocol"
import { eventually, startZmqscope, type Zmqscope } from "@zmqscope/testkit"
import { afterAll, afterEach, beforeAll, expect, it } from "vitest"
import { ask } from "./ask.js"
import { type TestViewer, view } from "./viewer.js"

const ORDER: RaceOrder = { ...DEFAULT_RACE, rounds: 1, seconds: 3, warmupSeconds: 0 }

let zmqscope: Zmqscope

beforeAll(async () => {
  zmqscope = await startZmqscope({ args: ["--empty"] })
})
afterAll(async () => zmqscope[Symbol.asyncDispose]())
afterEach(async () => {
  const { body } = await ask(zmqscope.url, "/api/races")
  for (const { number } of body as Race[]) {
    await ask(zmqscope.url, `/api/races/${number}`, { method: "DELETE" })
  }
})

async function begin(order: object): Promise<Race> {
  const { status, body } = await ask(zmqscope.url, "/api/races", { method: "POST", json: order })
  expect(status, JSON.stringify(body)).toBe(201)
  return body as Race
}

async function look(number: number): Promise<Race> {
  return (await ask(zmqscope.url, `/api/races/${number}`)).body as Race
}

function inPhase(number: number, phase: Race["phase"]): Promise<Race> {
  return eventually(async () => {
    const race = await look(number)
    if (race.phase === "failed" && phase !== "failed") throw new Error(race.why)
    return race.phase === phase ? race : undefined
  }, `race ${number} ${phase}`)
}

async function brokers(): Promise<readonly string[]> {
  const { body } = await ask(zmqscope.url, "/api/brokers")
  return (body as { brokers: { name: string }[] }).brokers.map(({ name }) => name)
}

/** When requests of each client came in on a lane, in their order, as its viewer saw them. */
function arrivals({ frames }: TestViewer): ReadonlyMap<number, readonly number[]> {
  const byClient = new Map<number, number[]>()
  for (const frame of frames) {
    if (frame.type !== "records") continue
    const record = frame.records.cursor()
    while (record.next()) {
      if (record.kind !== "received") continue
      byClient.set(record.client, [...(byClient.get(record.client) ?? []), record.at])
    }
  }
  return byClient
}

it("deals the same requests on every lane, does the same to each, and says who leads", async () => {
  const slow = { distribution: "fixed", ms: 60 } as const
  const { number } = await begin({
    ...ORDER,
    seconds: 10,
    schedule: [{ atMs: 500, action: { do: "slow", worker: 2, serviceTime: slow } }],
  })
  const names = [`race-${number}-a`, `race-${number}-b`]
  await eventually(async () => (await brokers()).length === 3, "the lanes' brokers")
  expect(await brokers()).toEqual(expect.arrayContaining(names))
  // Before anybody is on them: not a record is to be missed.
  const viewers = names.map((lane) => view(zmqscope.url, {}, lane))
  await inPhase(number, "measuring")
  const json = { do: "scale-out", count: 1 }
  const act = `/api/races/${number}/actions`
  expect((await ask(zmqscope.url, act, { method: "POST", json })).status).toBe(204)
  await eventually(async () => {
    const { done, lanes } = await look(number)
    const places = lanes.map(({ now }) => now?.workers.map(({ place }) => place) ?? [])
    return done.length === 2 && places.every((lane) => lane.join() === "1,2,3,4,5")
  }, "both actions, and a fifth worker on each lane")

  const over = await inPhase(number, "done")
  for (const [at, { frames }] of viewers.entries()) {
    expect(foldOf(frames, over.lanes[at]?.rounds[0]), `lane ${at}, folded here`).toBe("agrees")
  }
  const [a = [], b = []] = viewers.map((viewer) => [...arrivals(viewer).values()])
  // Clients join in any order: each of one lane has its like on the other, and no second one.
  const likes = a.map((of) => b.map((other) => apart(of, other)))
  const nearest = likes.map((distances) => distances.indexOf(Math.min(...distances)))
  expect(new Set(nearest).size).toBe(a.length)
  for (const distances of likes) {
    const [like = Number.NaN, other = Number.NaN] = distances.toSorted((one, two) => one - two)
    expect(like, "arrivals of one seed, but for how late the machine is").toBeLessThan(other / 2)
  }
  expect(over.progress).toBe(1)
  expect(await brokers()).toEqual(["main"])
  for (const { rounds, seconds, broker } of over.lanes) {
    expect(broker).toBeNull()
    expect(rounds).toHaveLength(1)
    expect(rounds[0]?.roundTrips).toBeGreaterThan(50)
    expect(seconds.length).toBeGreaterThanOrEqual(3)
    expect(seconds.at(-1)?.second, "what comes after the round is not of it").toBe(9)
    expect(seconds.find(({ p99Us }) => p99Us !== null)).toBeDefined()
  }
  const byFigure = new Map(over.verdicts.map((verdict) => [verdict.figure, verdict]))
  // Blind round-robin gives every fourth request to a worker of 50 ms, and idle workers look on.
  expect(byFigure.get("idleWhileQueuedUs")?.leader).toBe(1)
  expect(byFigure.get("idleWhileQueuedUs")?.isMoreThanNoise).toBe(false)
})

/**
 * Whether some stretch of what a viewer folded itself, as long as the round, has as many round trips,
 * and a p99 within 15 %. When the round began to be measured is the server's to know.
 */
function foldOf(frames: TestViewer["frames"], round: RoundFigures | undefined): string {
  const check = new StreamCheck()
  for (const frame of frames) {
    if (frame.type === "records") check.batch(frame)
    else check.message(frame)
  }
  if (check.faults.length > 0) return check.faults.join("; ")
  const steps = check.history.steps(FINE_STEP_MS, 0)
  const long = 10_000 / FINE_STEP_MS
  const found = steps.map((_, from) => {
    const latency = new Histogram()
    for (const step of steps.slice(from, from + long)) latency.addSparse(step.latency)
    return { roundTrips: latency.count, p99Us: latency.percentile(0.99) ?? 0 }
  })
  const { roundTrips = 0, p99Us } = round ?? {}
  const isAlike = (us: number) => Math.abs(us / (p99Us ?? Number.NaN) - 1) <= 0.15
  const agrees = found.some((one) => one.roundTrips === roundTrips && isAlike(one.p99Us))
  return agrees ? "agrees" : `no stretch of ${roundTrips} round trips with a p99 of ${p99Us} us`
}

/** How far apart two clients' requests came in, counted from the first of each: the median. */
function apart(one: readonly number[], other: readonly number[]): number {
  const since = (times: readonly number[], at: number) => (times[at] ?? 0) - (times[0] ?? 0)
  const length = Math.min(one.length, other.length)
  const distances = Array.from({ length }, (_, at) => Math.abs(since(one, at) - since(other, at)))
  return distances.toSorted((a, b) => a - b)[length >> 1] ?? Number.NaN
}

it("kills the same worker on every lane, and the next round has it again", async () => {
  const { number } = await begin({
    ...ORDER,
    rounds: 2,
    seconds: 2,
    schedule: [{ atMs: 500, action: { do: "kill", worker: 1 } }],
  })
  const places = async () => {
    const { round, lanes } = await look(number)
    return { round, lanes: lanes.map(({ now }) => now?.workers.map(({ place }) => place) ?? []) }
  }
  await eventually(async () => {
    const { round, lanes } = await places()
    return round === 1 && lanes.length === 2 && lanes.every((lane) => lane.join() === "2,3,4")
  }, "the first round without its first worker")
  await eventually(async () => {
    const { round, lanes } = await places()
    return round === 2 && lanes.every((lane) => lane.join() === "1,2,3,4")
  }, "the second round with all")
  const over = await inPhase(number, "done")
  expect(over.lanes.map(({ rounds }) => rounds.length)).toEqual([2, 2])
})

it("one goes on at a time, and a cancelled one leaves no broker behind", async () => {
  const { number } = await begin({ ...ORDER, seconds: 600 })
  const second = await ask(zmqscope.url, "/api/races", { method: "POST", json: ORDER })
  expect(second).toMatchObject({ status: 409, body: { code: "race-goes-on" } })
  await inPhase(number, "measuring")
  const gone = await ask(zmqscope.url, `/api/races/${number}`, { method: "DELETE" })
  expect(gone.status).toBe(204)
  expect((await look(number)).phase).toBe("cancelled")
  expect(await brokers()).toEqual(["main"])
  const late = await ask(zmqscope.url, `/api/races/${number}/actions`, {
    method: "POST",
    json: { do: "kill", worker: 1 },
  })
  expect(late).toMatchObject({ status: 409, body: { code: "race-not-running" } })
})

it("says what is wrong with an order, and of which race there is none", async () => {
  const wrong = {
    ...ORDER,
    clients: { ...ORDER.clients, behaviour: { ...ORDER.clients.behaviour, sizeBytes: 8 } },
    schedule: [
      { atMs: 3000, action: { do: "kill", worker: 1 } },
      { atMs: 0, action: { do: "kill", worker: 5 } },
    ],
  }
  const refused = await ask(zmqscope.url, "/api/races", { method: "POST", json: wrong })
  expect(refused.status).toBe(400)
  expect((refused.body as { errors: { path: string }[] }).errors.map(({ path }) => path)).toEqual([
    "/clients/behaviour/sizeBytes",
    "/schedule/0/atMs",
    "/schedule/1/action/worker",
  ])
  expect(await ask(zmqscope.url, "/api/races/99")).toMatchObject({
    status: 404,
    body: { code: "unknown-race" },
  })
})
