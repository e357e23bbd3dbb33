import { setImmediate as turn } from "node:timers/promises"
import type { Totals } from "@zmqscope/protocol"
import { greeting, message } from "@zmqscope/testkit"
import { randomLcg } from "d3-random"
import { expect, test } from "vitest"
import type { Dealer, Reply } from "zeromq"
import { BrokerFixture } from "./broker-fixture.js"
import { ask, dealerClient, echoWorker, repWorker, reqClient } from "./peers.js"
import { pick } from "./pick.js"
import { RawPeer } from "./raw-peer.js"
import { connectPlain } from "./zmtp-peer.js"

const STEPS = 400
/** When a storm that has not met every outcome gives up. */
const MOST_STEPS = 10 * STEPS
const WAYS = [
  "random",
  "dealer",
  "two-choices",
  "idle-first",
  "dealer",
  "weighted",
  "peak-ewma",
  "sticky",
] as const

test.each([1, 2, 3])(
  "a storm of peers, killed on both sides, seed %i: every figure holds at every step",
  async (seed) => {
    await using broker = await BrokerFixture.start()
    const storm = new Storm(broker, seed)
    let step = 0
    for (; step < STEPS || (unmet(broker).length > 0 && step < MOST_STEPS); step += 1) {
      await storm.step()
      await turn()
      // The fixture holds every checkpoint against the fold.
      broker.figures()
    }
    await storm.end()
    expect(broker.faults).toEqual([])
    expect(broker.checkpoints).toBeGreaterThan(STEPS)
    expect(broker.missed).toBe(0)
    expect(unmet(broker)).toEqual([])
  },
)

test.each([5, 6])("a storm through every way of dealing, seed %i", async (seed) => {
  await using broker = await BrokerFixture.start()
  const storm = new Storm(broker, seed)
  for (
    let step = 0, way = 0;
    way < WAYS.length || (unmet(broker).length > 0 && step < MOST_STEPS);
    way += 1
  ) {
    const dealing = WAYS[way % WAYS.length] ?? "dealer"
    const switched = broker.broker.configure({ dealing, prefetch: 3, paused: false })
    for (const last = step + 60; step < last; step += 1) {
      await storm.step()
      await turn()
      broker.figures()
    }
    expect(await switched).toMatchObject({ dealing })
  }
  await storm.end()
  expect(broker.faults).toEqual([])
  expect(broker.missed).toBe(0)
  expect(unmet(broker)).toEqual([])
})

test("a reader of the tap that stalls gets a gap, and figures that hold after it", async () => {
  await using broker = await BrokerFixture.start({ limits: { tapBytes: 2000 } })
  const storm = new Storm(broker, 4)
  broker.isStalled = true
  for (let step = 0; step < 100; step += 1) await storm.step()
  await storm.end()
  // More records than the tap holds, however late the storm's peers connected.
  const client = reqClient(broker)
  for (let asked = 0; asked < 20; asked += 1) await ask(client, "Hello")
  broker.read()
  broker.isStalled = false
  await broker.settled()
  expect(broker.missed).toBeGreaterThan(0)
  expect(broker.faults).toEqual([])
})

/** The outcomes that no request has met yet. */
function unmet(broker: BrokerFixture): string[] {
  const { totals, requeued } = broker.figures()
  const { returned, undeliverable, lost, rejected, expired }: Totals = totals
  const met = { returned, undeliverable, lost, rejected, expired, requeued }
  return Object.entries(met).flatMap(([name, count]) => (count === 0 ? [name] : []))
}

/** Random things that peers do, one at a time. */
class Storm {
  readonly #broker: BrokerFixture
  readonly #random: () => number
  readonly #clients = new Set<Dealer>()
  readonly #workers = new Set<Reply>()

  constructor(broker: BrokerFixture, seed: number) {
    this.#broker = broker
    this.#random = randomLcg(seed)
  }

  async step(): Promise<void> {
    const random = this.#random
    const draw = random()
    const client = pick(this.#clients, random)
    if (draw < 0.08 && this.#clients.size < 8) {
      this.#clients.add(swallowing(dealerClient(this.#broker)))
    } else if (draw < 0.11 && client) remove(this.#clients, client)
    else if (draw < 0.2 && this.#workers.size < 6) {
      const worker =
        random() < 0.7 ? echoWorker(this.#broker) : repWorker(this.#broker, "never answers")
      this.#workers.add(worker)
    } else if (draw < 0.26) remove(this.#workers, pick(this.#workers, random))
    else if (draw < 0.3) await this.#configure()
    else if (draw < 0.32) (await connectPlain(this.#broker.backend)).end(greeting())
    else if (draw < 0.35) await client?.send(["no delimiter"])
    else if (draw < 0.36) await this.#killClient()
    else if (draw < 0.37) await this.#killWorker()
    else
      for (let count = random() * 20; count > 0; count -= 1) await client?.send(["id", "", "body"])
  }

  /** Somebody serves what is left, and every request comes to its end. */
  async end(): Promise<void> {
    await this.#broker.broker.configure({ paused: false, onWorkerLoss: "requeue" })
    for (const worker of this.#workers) worker.close()
    await this.#broker.workersJoined(0)
    echoWorker(this.#broker, "last")
    await this.#broker.settled()
  }

  async #configure(): Promise<void> {
    const random = this.#random
    await this.#broker.broker.configure({
      paused: random() < 0.3,
      onWorkerLoss: random() < 0.5 ? "lose" : "requeue",
      dropAbandoned: random() < 0.7,
    })
  }

  /** A client whose process ends in the middle of a request, with others of its on their way. */
  async #killClient(): Promise<void> {
    const { socket } = await RawPeer.connect(this.#broker.frontend, "DEALER")
    const request = message([Buffer.from("id"), Buffer.alloc(0), Buffer.from("body")])
    socket.write(Buffer.concat([request, request, request.subarray(0, 5)]))
    await turn()
    socket.resetAndDestroy()
  }

  /** A worker whose process ends in the middle of a reply. */
  async #killWorker(): Promise<void> {
    const { socket } = await RawPeer.connect(this.#broker.backend, "REP")
    socket.write(
      message([Buffer.from("nobody"), Buffer.alloc(0), Buffer.from("body")]).subarray(0, 5),
    )
    await turn()
    socket.resetAndDestroy()
  }
}

function remove<S extends Dealer | Reply>(peers: Set<S>, peer: S | undefined): void {
  if (peer === undefined) return
  peers.delete(peer)
  peer.close()
}

/** Reads and forgets what comes. */
function swallowing(client: Dealer): Dealer {
  void (async () => {
    try {
      for await (const _reply of client);
    } catch (error) {
      if (!client.closed) throw error
    }
  })()
  return client
}
