import { conservation } from "@zmqscope/metrics"
import { Message } from "@zmqscope/zmtp"
import { randomLcg } from "d3-random"
import { describe, expect, test } from "vitest"
import { clientAccount, messageOf, RecordList, workerAccount } from "../test/parts.js"
import { pick } from "../test/pick.js"
import type { ClientAccount, HeldRequest } from "./accounts.js"
import { Chronicle } from "./chronicle.js"
import { Custody } from "./custody.js"
import { Room } from "./room.js"

/** Sums up what is taken and given back. */
class TakenRoom extends Room {
  waiting = 0
  bytes = 0

  constructor() {
    super({ waitingCount: 1000, requestBytes: 1_000_000 })
  }

  override take(waiting: number, bytes: number): void {
    this.waiting += waiting
    this.bytes += bytes
    super.take(waiting, bytes)
  }
}

function openCustody(policy: Partial<Custody["policy"]> = {}) {
  const sink = new RecordList()
  const chronicle = new Chronicle<HeldRequest>(sink, () => 0)
  const room = new TakenRoom()
  const told: string[] = []
  let nowUs = 0
  const custody = new Custody(
    chronicle,
    room,
    { onWorkerLoss: "lose", dropAbandoned: false, shedding: { mode: "none" }, ...policy },
    {
      requestWaits: () => told.push("waits"),
      waitsLess: ({ name }) => told.push(`${name} waits less`),
    },
    () => nowUs,
  )
  const pass = (ms: number) => {
    nowUs += ms * 1000
  }
  let number = 0
  const receive = (client: ClientAccount, count = 1) => {
    for (let one = 0; one < count; one += 1) {
      number += 1
      custody.receive(number, client, messageOf("", `body ${number}`))
    }
  }
  const next = (): HeldRequest => {
    const request = custody.next()
    if (request === undefined) throw new Error("one waits")
    return request
  }
  return { custody, chronicle, room, told, receive, next, pass, records: sink.records }
}

test("what is received waits, takes room, and is told", () => {
  const { custody, chronicle, room, told, receive } = openCustody()
  const client = clientAccount()
  receive(client, 2)
  expect(custody.waiting).toBe(2)
  expect(client.waiting).toBe(2)
  expect(chronicle.totals).toMatchObject({ received: 2, waiting: 2 })
  expect(room.waiting).toBe(2)
  expect(told).toEqual(["waits", "waits"])
})

test("a request costs what its message costs to hold, and more, until it has ended", () => {
  const { custody, room, receive, next } = openCustody()
  const [client, worker] = [clientAccount(), workerAccount()]
  receive(client)
  const request = next()
  expect(request.heldBytes).toBeGreaterThan(request.message.heldBytes)
  custody.deal(request, worker)
  expect(room).toMatchObject({ waiting: 0, bytes: request.heldBytes })
  custody.return(request, 1)
  expect(room).toMatchObject({ waiting: 0, bytes: 0 })
})

test("a message that is a small piece of a large chunk is copied out of it", () => {
  const { custody, next } = openCustody()
  const chunk = Buffer.alloc(65_536, 7)
  const wire = Buffer.from("0100000568656c6c6f", "hex")
  wire.copy(chunk, 100)
  const parts = [chunk.subarray(100, 100 + wire.length)]
  const counted = { frameCount: 2, sizeBytes: wire.length, delimiter: 0, bodyBytes: 5 }
  custody.receive(1, clientAccount(), Message.ofParts(parts, counted))
  const { message } = next()
  expect(message.parts[0]?.buffer.byteLength).toBeLessThan(10_000)
  chunk.fill(0)
  expect(message.frames.map(String)).toEqual(["", "hello"])
})

test("clients' requests are taken in turn, whoever sent more", () => {
  const { receive, next } = openCustody()
  const [flood, polite] = [clientAccount(1), clientAccount(2)]
  receive(flood, 100)
  receive(polite)
  expect([next(), next(), next()].map(({ client }) => client.name)).toEqual([
    "client-1",
    "client-2",
    "client-1",
  ])
})

test("who has been dealt from waits less, and is told so", () => {
  const { custody, told, receive, next } = openCustody()
  const client = clientAccount()
  receive(client, 2)
  told.length = 0
  custody.hand(next())
  expect(client.waiting).toBe(1)
  custody.deal(next(), workerAccount())
  expect(client.waiting).toBe(0)
  expect(told).toEqual(["client-0 waits less", "client-0 waits less"])
})

test("what nobody took is the next again", () => {
  const { custody, receive, next } = openCustody()
  receive(clientAccount(1), 2)
  receive(clientAccount(2))
  const request = next()
  custody.putBack(request)
  expect(custody.waiting).toBe(3)
  expect(next()).toBe(request)
})

test("what nobody took, and whose client has left meanwhile, expires with the others of its client", () => {
  const { custody, chronicle, room, receive, next } = openCustody({ dropAbandoned: true })
  const [leaver, stayer] = [clientAccount(1), clientAccount(2)]
  receive(leaver, 3)
  receive(stayer)
  const request = next()
  leaver.isGone = true
  custody.clientLeft(leaver)
  expect(chronicle.totals).toMatchObject({ waiting: 2, expired: 2 })
  custody.putBack(request)
  expect(chronicle.totals).toMatchObject({ waiting: 1, expired: 3 })
  expect(leaver).toMatchObject({ waiting: 0, undelivered: 3 })
  expect(room.waiting).toBe(1)
  expect(next().client).toBe(stayer)
})

test.each([true, false])("what a client leaves behind, dropAbandoned %s", (dropAbandoned) => {
  const { custody, chronicle, room, receive } = openCustody({ dropAbandoned })
  const [leaver, stayer] = [clientAccount(1), clientAccount(2)]
  receive(leaver, 3)
  receive(stayer)
  leaver.isGone = true
  custody.clientLeft(leaver)
  const expired = dropAbandoned ? 3 : 0
  expect(chronicle.totals).toMatchObject({ waiting: 4 - expired, expired })
  expect(room.waiting).toBe(4 - expired)
  expect(custody.waiting).toBe(4 - expired)
})

test("another policy takes hold of what was abandoned before", () => {
  const { custody, chronicle, receive } = openCustody()
  const [leaver, stayer] = [clientAccount(1), clientAccount(2)]
  receive(leaver, 3)
  receive(stayer)
  leaver.isGone = true
  custody.expireAbandoned()
  expect(chronicle.totals.expired).toBe(0)
  custody.policy = { onWorkerLoss: "lose", dropAbandoned: true, shedding: { mode: "none" } }
  custody.expireAbandoned()
  expect(chronicle.totals).toMatchObject({ waiting: 1, expired: 3 })
})

describe("when a worker has gone", () => {
  /** Three requests of two clients at a worker, and one that waits. */
  function dealt(policy: Partial<Custody["policy"]>) {
    const opened = openCustody(policy)
    const [one, two, worker] = [clientAccount(1), clientAccount(2), workerAccount()]
    opened.receive(one, 2)
    opened.receive(two, 1)
    const requests = [opened.next(), opened.next(), opened.next()]
    for (const request of requests) opened.custody.deal(request, worker)
    opened.receive(two, 1)
    opened.told.length = 0
    return { ...opened, one, two, worker, requests }
  }

  test("its requests are lost, and their room is free", () => {
    const { custody, chronicle, room, requests, one, worker, records } = dealt({})
    custody.release(requests.toReversed())
    expect(chronicle.totals).toMatchObject({ lost: 3, waiting: 1, inFlight: 0 })
    expect(records.slice(-3).map(({ kind, envelope }) => [kind, envelope])).toEqual([
      ["lost", 1],
      ["lost", 3],
      ["lost", 2],
    ])
    expect(one).toMatchObject({ waiting: 0, undelivered: 2 })
    expect(worker).toMatchObject({ outstanding: 0, load: 0 })
    expect(room.waiting).toBe(1)
  })

  test("or requeued, before all that waits, in the order in which they were dealt", () => {
    const { custody, chronicle, room, requests, told, next, one } = dealt({
      onWorkerLoss: "requeue",
    })
    custody.release(requests.toReversed())
    expect(chronicle.totals).toMatchObject({ lost: 0, waiting: 4, inFlight: 0 })
    expect(chronicle.requeued).toBe(3)
    expect(one.waiting).toBe(2)
    expect(room.waiting).toBe(4)
    expect(told).toEqual(["waits"])
    expect([next(), next(), next(), next()].map(({ number }) => number)).toEqual([1, 3, 2, 4])
  })

  test("a request that is dealt a third time in vain is lost", () => {
    const { custody, chronicle, requests, next } = dealt({ onWorkerLoss: "requeue" })
    custody.release(requests)
    for (let attempt = 2; attempt <= 3; attempt += 1) {
      const request = next()
      expect(request.number).toBe(1)
      custody.deal(request, workerAccount(attempt))
      custody.release([request])
      expect(chronicle.totals.lost).toBe(attempt === 3 ? 1 : 0)
    }
  })

  test("what is requeued of a client that has left expires, where that is the policy", () => {
    const { custody, chronicle, room, requests, one } = dealt({
      onWorkerLoss: "requeue",
      dropAbandoned: true,
    })
    one.isGone = true
    custody.release(requests)
    expect(chronicle.totals).toMatchObject({ waiting: 2, expired: 2, lost: 0 })
    expect(room.waiting).toBe(2)
    expect(one.waiting).toBe(0)
  })

  test("nothing is told when nothing waits that did not before", () => {
    const { custody, told } = dealt({ onWorkerLoss: "requeue" })
    custody.release([])
    expect(told).toEqual([])
  })
})

describe.each([1, 2, 3])("a random walk, seed %i", (seed) => {
  test("never loses sight of a request, a client's count or a byte of room", () => {
    const random = randomLcg(seed)
    const { custody, chronicle, room, receive } = openCustody({ dropAbandoned: true })
    const clients = [0, 1, 2, 3].map((index) => clientAccount(index))
    const workers = [workerAccount(0), workerAccount(1)]
    for (let step = 0; step < 800; step += 1) {
      const draw = random()
      const client = pick(clients, random)
      const worker = pick(workers, random)
      if (!client || !worker) throw new Error("there are some of each")
      const atWorker = chronicle.select((request) => request.worker === worker)
      const waits = custody.waiting > 0
      const request = draw > 0.4 && waits ? custody.next() : undefined
      if (draw < 0.4) receive(client)
      else if (request !== undefined && draw < 0.5) custody.putBack(request)
      else if (request !== undefined && draw < 0.75) custody.deal(request, worker)
      else if (request !== undefined) custody.hand(request)
      if (draw > 0.8) {
        for (const done of atWorker) {
          if (!chronicle.reply(done, worker, 1)) continue
          if (random() < 0.7) custody.return(done, 1)
          else custody.undeliverable(done, 1)
        }
      } else if (draw > 0.77) {
        custody.policy = {
          onWorkerLoss: random() < 0.5 ? "lose" : "requeue",
          dropAbandoned: true,
          shedding: { mode: "none" },
        }
        custody.release(
          chronicle.select((held) => held.worker === worker || held.state === "unseen"),
        )
      } else if (draw > 0.75) {
        client.isGone = true
        custody.clientLeft(client)
        clients[client.index] = clientAccount(client.index)
      }
      const live = chronicle.select(() => true)
      expect(conservation(chronicle.totals).difference).toBe(0)
      expect(custody.waiting).toBe(chronicle.totals.waiting)
      expect(room.waiting).toBe(chronicle.totals.waiting)
      expect(room.bytes).toBe(live.reduce((sum, { heldBytes }) => sum + heldBytes, 0))
      for (const one of clients) {
        const waiting = live.filter(({ state, client: of }) => state === "waiting" && of === one)
        expect(one.waiting).toBe(waiting.length)
      }
    }
    const { returned, undeliverable, lost, expired } = chronicle.totals
    expect([returned, undeliverable, lost, expired, chronicle.requeued]).not.toContain(0)
  })
})

test("under CoDel what has waited too long goes, gives its room back, and is a term of its own", () => {
  const shedding = { mode: "codel", targetMs: 10, intervalMs: 100 } as const
  const { custody, chronicle, room, told, receive, next, pass, records } = openCustody({ shedding })
  const client = clientAccount()
  receive(client, 10)
  pass(50)
  custody.deal(next(), workerAccount())
  expect(chronicle.totals.shed).toBe(0)
  pass(101)
  told.length = 0
  const dealt = next()
  expect(dealt.number).toBe(3)
  custody.deal(dealt, workerAccount())
  expect(chronicle.totals).toMatchObject({ received: 10, shed: 1, waiting: 7, inFlight: 2 })
  expect(conservation(chronicle.totals)).toEqual({ balanced: true, difference: 0 })
  expect(records.filter(({ kind }) => kind === "shed")).toMatchObject([
    { envelope: 2, cause: null },
  ])
  expect(client).toMatchObject({ waiting: 7, undelivered: 1, sent: 10 })
  expect(room.waiting).toBe(7)
  expect(told).toEqual(["client-0 waits less", "client-0 waits less"])
})

test("under LIFO the newest goes first while the next has waited too long, and nothing is shed", () => {
  const { custody, chronicle, receive, next, pass } = openCustody({
    shedding: { mode: "lifo", targetMs: 10 },
  })
  const clients = [0, 1, 2].map((index) => clientAccount(index))
  for (const client of clients) receive(client)
  expect(next().number).toBe(1)
  pass(11)
  receive(clientAccount(3))
  expect(next().number).toBe(4)
  expect(next().number).toBe(3)
  custody.policy = { onWorkerLoss: "lose", dropAbandoned: false, shedding: { mode: "none" } }
  receive(clientAccount(4))
  expect(next().number).toBe(2)
  expect(chronicle.totals.shed).toBe(0)
})
