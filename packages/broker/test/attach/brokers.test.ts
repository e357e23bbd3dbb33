import { spawnPython } from "@zmqscope/testkit"
import { expect, test } from "vitest"
import type { Request } from "zeromq"
import type { BrokerFixture } from "../broker-fixture.js"
import { ask, dealerClient, reqClient } from "../peers.js"
import { attachToPython, type BrokerKind } from "./attached.js"

const CLIENTS = 64
const TURNS = 10

/** Kinds of brokers, and of the workers that each has; both in packages/testkit/python. */
const KINDS = [
  { kind: "loop", workers: "dealer" },
  { kind: "proxy", workers: "dealer" },
  { kind: "lru", workers: "lru" },
  { kind: "router", workers: "router" },
  { kind: "majordomo", workers: "majordomo" },
] as const satisfies readonly { kind: BrokerKind; workers: string }[]

test.each(KINDS)(
  "64 clients without names that all say Hello, behind $kind: not one is mispaired",
  async ({ kind, workers }) => {
    await using attached = await attachToPython(kind)
    const { broker } = attached
    await using _one = await spawnPython("named_worker.py", [workers, broker.backend, "one"])
    await using _two = await spawnPython("named_worker.py", [workers, broker.backend, "two"])
    await using _three = await spawnPython("named_worker.py", [workers, broker.backend, "three"])
    await broker.workersJoined(3)
    const front = kind === "majordomo" ? ["MDPC01", "echo"] : []
    const clients = Array.from({ length: CLIENTS }, () => reqClient(broker))
    await Promise.all(clients.map((client) => sayHello(client, front)))

    const { totals, ambiguous, stale } = await broker.settled()
    const all = CLIENTS * TURNS
    expect(totals).toMatchObject({ received: all, returned: all })
    expect({ ambiguous, stale }).toEqual({ ambiguous: 0, stale: 0 })
    expect(mispaired(broker, front.length)).toEqual([])
  },
  180_000,
)

async function sayHello(client: Request, front: readonly string[]): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await ask(client, ...front, "Hello")
}

/** Envelopes whose worker or client is not the one that the worker's own reply names. */
function mispaired(broker: BrokerFixture, framesInFront: number): readonly unknown[] {
  const workers = new Map([...broker.workers.values()].map((one) => [one.index, one.name]))
  const clients = new Map([...broker.clients.values()].map((one) => [one.index, one.routingIdHex]))
  return broker.records("returned").flatMap(({ envelope, client, worker }) => {
    const reply = broker.broker.frames(envelope)?.reply ?? []
    const [name, routingId] = reply.slice(2 + framesInFront).map(({ headBase64 }) => headBase64)
    const said = [decoded(name).toString(), decoded(routingId).toString("hex")]
    const told = [workers.get(worker), clients.get(client)]
    return told[0] === said[0] && told[1] === said[1] ? [] : [{ envelope, said, told }]
  })
}

function decoded(base64 = ""): Buffer {
  return Buffer.from(base64, "base64")
}

test("a client that pipelines without request ids is paired by content, and by order where that is the same", async () => {
  await using attached = await attachToPython("router")
  const { broker } = attached
  const echoes = ["router", broker.backend, "one", "--echo"]
  await using _worker = await spawnPython("named_worker.py", echoes)
  await broker.workersJoined(1)
  const client = dealerClient(broker, "pipeline")
  for (let number = 0; number < 20; number += 1) await client.send(["", `body ${number % 7}`])
  for (let number = 0; number < 20; number += 1) await client.receive()
  const { totals } = await broker.settled()
  expect(totals).toMatchObject({ received: 20, returned: 20 })
  const dealt = broker.records("dealt").map(({ envelope }) => envelope)
  expect(dealt).toEqual(Array.from({ length: 20 }, (_, number) => number + 1))
})
