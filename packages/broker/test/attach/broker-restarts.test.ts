import { eventually, spawnPython } from "@zmqscope/testkit"
import { expect, test } from "vitest"
import type { Dealer } from "zeromq"
import type { BrokerFixture } from "../broker-fixture.js"
import { dealerClient, repWorker } from "../peers.js"
import { attach, IMPATIENT, kindsOf, targetOf } from "./attached.js"

/** Somebody else's broker that is killed and comes again at its ports, and a watch before it. */
async function attachToMortal(patience?: typeof IMPATIENT) {
  let process = await spawnPython("broker.py", ["loop"])
  const target = await targetOf(process)
  const broker = await attach(target, patience)
  const ports = Object.entries(target).flatMap(([side, { host, port }]) => [
    `--${side}`,
    `tcp://${host}:${port}`,
  ])
  return {
    broker,
    async killed(): Promise<void> {
      process.signal("SIGKILL")
      await eventually(() => awayOf(broker) !== undefined, "it is told of")
    },
    async comesAgain(): Promise<void> {
      process = await spawnPython("broker.py", ["loop", ...ports])
    },
    async [Symbol.asyncDispose]() {
      await broker[Symbol.asyncDispose]()
      await process[Symbol.asyncDispose]()
    },
  }
}

function awayOf(broker: BrokerFixture): string | undefined {
  return broker.notices().find(({ kind }) => kind === "broker-away")?.text
}

/** Of clients and workers, each time that they came. */
function joinings(broker: BrokerFixture): number {
  return broker.messages.filter((message) => "event" in message && message.event === "joined")
    .length
}

test("what was at a worker when the broker was killed is lost unless its reply comes; peers come back", async () => {
  await using mortal = await attachToMortal(IMPATIENT)
  const { broker } = mortal
  repWorker(broker, "silent")
  await broker.workersJoined(1)
  const client = dealerClient(broker, "patient")
  for (let number = 0; number < 5; number += 1) await client.send(["", `${number}`])
  await eventually(() => broker.records("dealt").length === 5, "five at the worker")
  await mortal.killed()
  expect(awayOf(broker)).toContain(
    "nothing: no request was in it; 5 are at workers, and lost if no reply comes within 0.2 s",
  )
  const { totals } = await broker.settled()
  expect(totals).toMatchObject({ received: 5, lost: 5 })
  expect(broker.records("lost").map(({ cause }) => cause)).toEqual(Array(5).fill("broker-ended"))
  await mortal.comesAgain()
  await eventually(() => joinings(broker) === 4, "both are back")
  const away = kindsOf(broker).filter((kind) => kind === "broker-away frontend")
  expect(away).toHaveLength(1)
})

test.each([
  { name: "known", outstanding: 3, ambiguous: 0, returned: [1, 2, 3, 4] },
  // A reply to what was at it before, or to what is at it now: nothing tells, of any of the last three.
  { name: undefined, outstanding: 0, ambiguous: 3, returned: [1, 4, 2, 3] },
])(
  "what was at a worker (its name: $name) when the broker was killed is returned by the one that comes after",
  async ({ name, outstanding, ambiguous, returned }) => {
    await using mortal = await attachToMortal()
    const { broker } = mortal
    const worker = repWorker(broker, name)
    await broker.workersJoined(1)
    const client = dealerClient(broker, "patient")
    const sent = ["one", "two", "three"]
    for (const body of sent) await client.send(["", body])
    await eventually(() => broker.records("dealt").length === 3, "all are at it")
    await mortal.killed()
    expect(broker.figures().totals).toMatchObject({ inFlight: 3, lost: 0 })
    await mortal.comesAgain()
    await eventually(() => joinings(broker) === 4, "both are back")
    expect(broker.figures().workers).toMatchObject([{ outstanding }])
    for (const body of [...sent, "four"]) {
      expect(String(await worker.receive())).toBe(body)
      await worker.send(body)
      expect(String((await client.receive())[1])).toBe(body)
      if (body !== "one") continue
      await client.send(["", "four"])
      await eventually(() => broker.records("dealt").length === 4, "it is at it, too")
    }
    const told = await broker.settled()
    const { totals } = told
    expect(totals).toMatchObject({ received: 4, returned: 4 })
    expect(told).toMatchObject({ requeued: 0, stale: 0, ambiguous })
    expect(broker.records("returned").map(({ envelope }) => envelope)).toEqual(returned)
  },
)

test("a peer that is stopped hides no broker that was killed", async () => {
  await using mortal = await attachToMortal(IMPATIENT)
  const { broker } = mortal
  await using stopped = await spawnPython("rep_worker.py", [broker.backend])
  await broker.workersJoined(1)
  stopped.signal("SIGSTOP")
  const client = dealerClient(broker, "patient")
  await client.send(["", "at the worker"])
  await eventually(() => broker.records("dealt").length === 1, "it is at it")
  await mortal.killed()
  expect(awayOf(broker)).toContain("1 is at a worker, and lost if no reply")
  const { totals } = await broker.settled()
  expect(totals).toMatchObject({ received: 1, lost: 1 })
  stopped.signal("SIGCONT")
})

test("clients that pipeline through a broker that is killed: what they counted is what is told", async () => {
  await using mortal = await attachToMortal()
  const { broker } = mortal
  const args = [broker.backend, "--echo", "--delay-ms", 1]
  await using _one = await spawnPython("rep_worker.py", args)
  await using _two = await spawnPython("rep_worker.py", args)
  await broker.workersJoined(2)
  const clients = ["a", "b", "c", "d"].map((name) => dealerClient(broker, name))
  const counts = clients.map(count)
  for (let round = 0; round < 100; round += 1) {
    for (const client of clients) await client.send(["", `${round}`])
  }
  await eventually(() => broker.figures().totals.returned > 20, "it goes on")
  await mortal.killed()
  await mortal.comesAgain()
  await eventually(() => joinings(broker) === 12, "all are back")
  const { totals } = await broker.settled()
  const counted = () => counts.reduce((sum, { got }) => sum + got, 0)
  await eventually(() => counted() === totals.returned, "clients have counted as many")
  // A worker may be back before the client is whose reply it brings.
  expect(totals.returned + totals.lost + totals.undeliverable).toBe(400)
})

function count(client: Dealer): { got: number } {
  const counted = { got: 0 }
  const receive = async () => {
    try {
      for await (const _reply of client) counted.got += 1
    } catch (error) {
      if (!client.closed) throw error
    }
  }
  void receive()
  return counted
}
