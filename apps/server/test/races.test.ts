import { DEFAULT_RACE, type NamedEnvelope, type Race, type RaceOrder } from "@zmqscope/protocol"
import { eventually, startZmqscope, type Zmqscope } from "@zmqscope/testkit"
import { afterAll, afterEach, beforeAll, expect, it } from "vitest"
import { ask } from "./ask.js"

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

/** When requests of each client came in on a lane, in their order. */
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
    seconds: 10,
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
  await eventually(async () => {
    const [a, b] = await Promise.all(
      ["a", "b"].map((lane) => arrivals(`race-${number}-${lane}`).then(gapsOf)),
    )
    const pairs = [...(a ?? [])].flatMap(([request, gap]) => {
      const other = b?.get(request)
      return other === undefined ? [] : [[gap, other] as const]
    })
    // Of draws that have nothing to do with each other so many would never be as alike.
    return pairs.length >= 100 && rankCorrelation(pairs) > 0.5
  }, "the same gaps between requests on both lanes, but for how late the machine is")

  const over = await inPhase(number, "done")
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

/** Seconds before each request of each client, by client and place. */
function gapsOf(byClient: ReadonlyMap<string, readonly number[]>): ReadonlyMap<string, number> {
  return new Map(
    [...byClient].flatMap(([client, times]) =>
      times.slice(1).map((time, at) => [`${client} ${at}`, time - (times[at] ?? 0)] as const),
    ),
  )
}

/** Spearman's: 1 where the longer gap of one is the longer of the other, about 0 where they are unrelated. */
function rankCorrelation(pairs: readonly (readonly [number, number])[]): number {
  const ranks = ([0, 1] as const).map((side) => {
    const sorted = pairs.map((pair) => pair[side]).toSorted((one, other) => one - other)
    return pairs.map((pair) => sorted.indexOf(pair[side]))
  })
  const [one = [], other = []] = ranks
  const squares = one.reduce((sum, rank, at) => sum + (rank - (other[at] ?? 0)) ** 2, 0)
  return 1 - (6 * squares) / (pairs.length * (pairs.length ** 2 - 1))
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
