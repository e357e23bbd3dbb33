import { DEFAULT_RACE, type NamedEnvelope, type Race, type RaceOrder } from "@zmqscope/protocol"
import { eventually, startZmqscope, type Zmqscope } from "@zmqscope/testkit"
import { afterAll, beforeAll, expect, it } from "vitest"
import { ask } from "./ask.js"

const ORDER: RaceOrder = { ...DEFAULT_RACE, rounds: 1, seconds: 3, warmupSeconds: 0 }

let zmqscope: Zmqscope

beforeAll(async () => {
  zmqscope = await startZmqscope({ args: ["--empty"] })
})
afterAll(async () => zmqscope[Symbol.asyncDispose]())

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

/** What each client has asked on a lane, in the order of arrival: the seconds between that and its first. */
async function arrivals(broker: string): Promise<ReadonlyMap<string, readonly number[]>> {
  const { body } = await ask(zmqscope.url, `/api/brokers/${broker}/envelopes?limit=1000`)
  const byClient = new Map<string, number[]>()
  for (const { clientName, receivedAt } of (body as NamedEnvelope[]).toReversed()) {
    byClient.set(clientName, [...(byClient.get(clientName) ?? []), receivedAt])
  }
  return byClient
}

it("deals the same requests on every lane, does the same to each, and says who leads", async () => {
  const slow = { distribution: "fixed", ms: 60 } as const
  const { number } = await begin({
    ...ORDER,
    seconds: 6,
    schedule: [{ atMs: 500, action: { do: "slow", worker: 2, serviceTime: slow } }],
  })
  await inPhase(number, "measuring")
  expect(await brokers()).toEqual(expect.arrayContaining([`race-${number}-a`, `race-${number}-b`]))
  const json = { do: "scale-out", count: 1 }
  const act = `/api/races/${number}/actions`
  expect((await ask(zmqscope.url, act, { method: "POST", json })).status).toBe(204)
  await eventually(async () => {
    const { done, lanes } = await look(number)
    const places = lanes.map(({ now }) => now?.workers.map(({ place }) => place) ?? [])
    return done.length === 2 && places.every((lane) => lane.join() === "1,2,3,4,5")
  }, "both actions, and a fifth worker on each lane")
  const lanes = await eventually(async () => {
    const both = await Promise.all(["a", "b"].map((lane) => arrivals(`race-${number}-${lane}`)))
    const isEnough = both.every((lane) => [...lane.values()].every((all) => all.length >= 10))
    return isEnough && both.every((lane) => lane.size === 4) ? both : undefined
  }, "ten requests of each client on each lane")
  const [a = new Map(), b = new Map()] = lanes
  for (const [client, times] of a) {
    const others: readonly number[] = b.get(client) ?? []
    // The same draws have the same order of short and long gaps, however late a machine is.
    expect(rankOfLongest(times.slice(0, 10))).toBe(rankOfLongest(others.slice(0, 10)))
  }

  const over = await inPhase(number, "done")
  expect(over.progress).toBe(1)
  expect(await brokers()).toEqual(["main"])
  for (const { rounds, seconds, broker } of over.lanes) {
    expect(broker).toBeNull()
    expect(rounds).toHaveLength(1)
    expect(rounds[0]?.roundTrips).toBeGreaterThan(50)
    expect(seconds.length).toBeGreaterThanOrEqual(3)
  }
  const byFigure = new Map(over.verdicts.map((verdict) => [verdict.figure, verdict]))
  // Blind round-robin gives every fourth request to a worker of 50 ms, and idle workers look on.
  expect(byFigure.get("idleWhileQueuedUs")?.leader).toBe(1)
  expect(byFigure.get("idleWhileQueuedUs")?.isMoreThanNoise).toBe(false)
})

function rankOfLongest(times: readonly number[]): number {
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0))
  return gaps.indexOf(Math.max(...gaps))
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
