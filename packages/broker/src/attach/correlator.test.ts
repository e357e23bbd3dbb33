import { describe, expect, test } from "vitest"
import { sightingOf } from "../../test/attach/sightings.js"
import { clientAccount, liveEnvelope, workerAccount } from "../../test/parts.js"
import type { WorkerAccount } from "../accounts.js"
import { Correlator, contentFrom, isGivenUp, type OpenRequest } from "./correlator.js"
import type { Mailbox } from "./mailboxes.js"

const WORKER = workerAccount(0)

/** A correlator, and clients and workers whose messages pass before it. */
class Passage {
  readonly correlator = new Correlator()
  readonly #mailboxes = new Map<string, Mailbox>()
  #number = 0

  get ambiguous(): number {
    return this.correlator.ambiguous
  }

  sends(key: string, ...frames: string[]): OpenRequest {
    return this.sendsAs("DEALER", key, ...frames)
  }

  sendsAs(socketType: string, key: string, ...frames: string[]): OpenRequest {
    this.#number += 1
    const request: OpenRequest = {
      ...liveEnvelope(this.#number, { ...clientAccount(), socketType }),
      mailbox: this.mailbox(key),
      content: contentFrom(sightingOf(frames), 0),
      reply: undefined,
      isOvertaken: false,
      connection: "stands",
      isDoubtful: false,
    }
    this.correlator.add(request)
    return request
  }

  /** As the chronicle moves it: `again` when it had been dealt before. */
  passesTo(worker: WorkerAccount, ...frames: string[]): number | string | undefined {
    const passing = this.correlator.toWorker(sightingOf(frames))
    if (passing === undefined) return undefined
    passing.request.worker = worker
    return passing.isAgain ? `again ${passing.request.number}` : passing.request.number
  }

  passesFrom(worker: WorkerAccount, ...frames: string[]): number | string | undefined {
    const keepsOrder = worker.socketType === "REP"
    const request = this.correlator.fromWorker(sightingOf(frames), worker, keepsOrder)
    return typeof request === "object" ? request.number : request
  }

  returnsTo(key: string, ...frames: string[]): number | undefined {
    return this.correlator.toClient(this.mailbox(key), sightingOf(frames), () => {})?.number
  }

  /** Of the one client that there is of this routing id. */
  mailbox(key: string): Mailbox {
    const mailbox = this.#mailboxes.get(key) ?? this.correlator.join(Buffer.from(key))
    this.#mailboxes.set(key, mailbox)
    return mailbox
  }
}

describe("a request is found behind", () => {
  test.each([
    { broker: "ROUTER and DEALER", front: [], behind: ["", "Hello"] },
    { broker: "an LRU queue", front: [""], behind: ["", "Hello"] },
    { broker: "Majordomo", front: ["", "MDPW01", "\x02"], behind: ["", "Hello"] },
    { broker: "two brokers in a row", front: ["outer", "more"], behind: ["", "Hello"] },
  ])("$broker", ({ front, behind }) => {
    const passage = new Passage()
    passage.sends("a", "", "Hello")
    passage.sends("b", "", "Hello")
    expect(passage.passesTo(WORKER, ...front, "b", ...behind)).toBe(2)
    expect(passage.passesTo(WORKER, ...front, "a", ...behind)).toBe(1)
    expect(passage.passesFrom(WORKER, ...front, "a", "", "World")).toBe(1)
    expect(passage.returnsTo("a", "", "World")).toBe(1)
    expect(passage.ambiguous).toBe(0)
  })

  test("a protocol that leaves the client's own frames out", () => {
    const passage = new Passage()
    passage.sends("a", "", "MDPC01", "echo", "one")
    passage.sends("a", "", "MDPC01", "echo", "two")
    expect(passage.passesTo(WORKER, "", "MDPW01", "\x02", "a", "", "two")).toBe(2)
    expect(passage.passesTo(WORKER, "", "MDPW01", "\x02", "a", "", "one")).toBe(1)
    expect(passage.passesFrom(WORKER, "", "MDPW01", "\x03", "a", "", "2")).toBe(2)
  })
})

test("messages of the broker's own protocol are no requests and no replies", () => {
  const passage = new Passage()
  passage.sends("a", "", "Hello")
  expect(passage.passesFrom(WORKER, "", "READY")).toBeUndefined()
  expect(passage.passesTo(WORKER, "", "MDPW01", "\x04")).toBeUndefined()
  expect(passage.ambiguous).toBe(0)
})

test("a client whose name another's body bears is not taken for it", () => {
  const passage = new Passage()
  passage.sends("Hello", "", "x")
  passage.sends("a", "", "Hello", "y")
  expect(passage.passesTo(WORKER, "a", "", "Hello", "y")).toBe(2)
  expect(passage.passesTo(WORKER, "Hello", "", "x")).toBe(1)
})

describe("a client that pipelines is paired", () => {
  test("by content", () => {
    const passage = new Passage()
    passage.sends("a", "", "one")
    passage.sends("a", "", "two")
    expect(passage.passesTo(WORKER, "a", "", "two")).toBe(2)
    expect(passage.passesTo(WORKER, "a", "", "one")).toBe(1)
  })

  test("by request ids, whatever the broker makes of the body", () => {
    const passage = new Passage()
    passage.sends("a", "7", "", "one")
    passage.sends("a", "8", "", "two")
    expect(passage.passesTo(WORKER, "a", "8", "", "packed")).toBe(2)
    expect(passage.passesTo(WORKER, "a", "7", "", "packed")).toBe(1)
    expect(passage.passesFrom(WORKER, "a", "7", "", "World")).toBe(1)
    expect(passage.passesFrom(WORKER, "a", "8", "", "World")).toBe(2)
    expect(passage.returnsTo("a", "8", "", "World")).toBe(2)
    expect(passage.returnsTo("a", "7", "", "World")).toBe(1)
    expect(passage.ambiguous).toBe(0)
  })

  test("in order where the content is the same, and the worker is a REP", () => {
    const passage = new Passage()
    for (let count = 0; count < 3; count += 1) passage.sends("a", "", "same")
    for (const number of [1, 2, 3]) expect(passage.passesTo(WORKER, "a", "", "same")).toBe(number)
    for (const number of [1, 2, 3]) expect(passage.passesFrom(WORKER, "a", "", "ok")).toBe(number)
    for (const number of [1, 2, 3]) expect(passage.returnsTo("a", "", "ok")).toBe(number)
    expect(passage.ambiguous).toBe(0)
  })

  test("by the worker, where two have one each", () => {
    const passage = new Passage()
    const other = { ...workerAccount(1), socketType: "DEALER" }
    passage.sends("a", "", "same")
    passage.sends("a", "", "same")
    expect(passage.passesTo(WORKER, "a", "", "same")).toBe(1)
    expect(passage.passesTo(other, "a", "", "same")).toBe(2)
    expect(passage.passesFrom(other, "a", "", "ok")).toBe(2)
    expect(passage.passesFrom(WORKER, "a", "", "ok")).toBe(1)
  })
})

describe("what nothing tells is counted:", () => {
  test("which of two requests a changed body is", () => {
    const passage = new Passage()
    passage.sends("a", "", "one")
    passage.sends("a", "", "two")
    expect(passage.passesTo(WORKER, "a", "", "packed")).toBeUndefined()
    expect(passage.ambiguous).toBe(1)
  })

  test("which of two requests a DEALER worker answers, first and then; once each, though replies pass again", () => {
    const passage = new Passage()
    const dealer = { ...workerAccount(1), socketType: "DEALER" }
    passage.sends("a", "", "one")
    passage.sends("a", "", "two")
    passage.passesTo(dealer, "a", "", "one")
    passage.passesTo(dealer, "a", "", "two")
    // One of them has ended all the same: what is open must add up.
    expect(passage.passesFrom(dealer, "a", "", "2")).toBe(1)
    expect(passage.ambiguous).toBe(1)
    expect(passage.returnsTo("a", "", "2")).toBe(1)
    expect(passage.ambiguous).toBe(1)
    // That it is the only one left is no more certain than which was taken before.
    expect(passage.passesFrom(dealer, "a", "", "1")).toBe(2)
    expect(passage.ambiguous).toBe(2)
  })
})

test("an order that began in doubt is in doubt until nothing of it is open", () => {
  const passage = new Passage()
  const cut = passage.sends("a", "", "one")
  passage.passesTo(workerAccount(1), "a", "", "one")
  cut.connection = "cut"
  for (const text of ["two", "three", "four"]) {
    passage.sends("a", "", text)
    passage.passesTo(WORKER, "a", "", text)
  }
  for (const number of [2, 3, 4, 1]) {
    expect(passage.passesFrom(WORKER, "a", "", "ok")).toBe(number)
  }
  expect(passage.ambiguous).toBe(4)
  for (const text of ["five", "six"]) {
    passage.sends("a", "", text)
    passage.passesTo(WORKER, "a", "", text)
  }
  for (const number of [5, 6]) expect(passage.passesFrom(WORKER, "a", "", "ok")).toBe(number)
  expect(passage.ambiguous).toBe(4)
})

describe("a reply that comes by another connection than its request went", () => {
  const again = workerAccount(1)

  test("is to that request by its id, though the worker has another of its client", () => {
    const passage = new Passage()
    const cut = passage.sends("a", "7", "", "one")
    passage.sends("a", "8", "", "two")
    passage.passesTo(WORKER, "a", "7", "", "one")
    cut.connection = "cut"
    passage.passesTo(again, "a", "8", "", "two")
    expect(passage.passesFrom(again, "a", "7", "", "One")).toBe(1)
    expect(passage.passesFrom(again, "a", "8", "", "Two")).toBe(2)
    expect(passage.ambiguous).toBe(0)
  })

  test.each([
    { connection: "cut" as const, ambiguous: 2 },
    { connection: "left" as const, ambiguous: 0 },
  ])(
    "may be to it without one, unless its worker went: $connection",
    ({ connection, ambiguous }) => {
      const passage = new Passage()
      const orphan = passage.sends("a", "", "one")
      passage.sends("a", "", "two")
      passage.passesTo(WORKER, "a", "", "one")
      orphan.connection = connection
      passage.passesTo(again, "a", "", "two")
      expect(passage.passesFrom(again, "a", "", "ok")).toBe(2)
      expect(passage.passesFrom(again, "a", "", "ok")).toBe(1)
      expect(passage.ambiguous).toBe(ambiguous)
    },
  )
})

test("a reply that the broker made itself ends the request that waits", () => {
  const passage = new Passage()
  passage.sends("a", "", "mmi.service")
  expect(passage.returnsTo("a", "", "200")).toBe(1)
  expect(passage.returnsTo("a", "", "200")).toBeUndefined()
})

test("the same request at another worker is a new attempt; a second reply is a stray", () => {
  const passage = new Passage()
  const other = workerAccount(1)
  passage.sends("a", "", "Hello")
  expect(passage.passesTo(WORKER, "a", "", "Hello")).toBe(1)
  expect(passage.passesTo(other, "a", "", "Hello")).toBe("again 1")
  passage.sends("a", "", "more")
  expect(passage.passesFrom(other, "a", "", "World")).toBe(1)
  expect(passage.passesFrom(WORKER, "a", "", "World")).toBe("stray")
})

test("a REQ that asks again waits for that: what the broker dropped shifts nothing", () => {
  const passage = new Passage()
  const dropped = passage.sendsAs("REQ", "a", "", "Hello")
  for (const number of [2, 3]) {
    passage.sendsAs("REQ", "a", "", "Hello")
    expect(passage.passesTo(WORKER, "a", "", "Hello")).toBe(number)
    expect(passage.passesFrom(WORKER, "a", "", "World")).toBe(number)
    expect(passage.returnsTo("a", "", "World")).toBe(number)
  }
  expect(passage.mailbox("a").waiting).toEqual([dropped])
  expect(isGivenUp(dropped)).toBe(true)
})

test("what has ended is found no more", () => {
  const passage = new Passage()
  const request = passage.sends("a", "", "Hello")
  expect(passage.mailbox("a").waiting).toEqual([request])
  passage.correlator.forget(request)
  expect(passage.mailbox("a").waiting).toEqual([])
  expect(passage.passesTo(WORKER, "a", "", "Hello")).toBeUndefined()
  expect(passage.passesFrom(WORKER, "a", "", "World")).toBeUndefined()
})

test("a routing id that comes back while a request of its is open has it still", () => {
  const passage = new Passage()
  const request = passage.sends("a", "", "Hello")
  passage.correlator.leave(passage.mailbox("a"))
  expect(passage.correlator.join(Buffer.from("a"))).toBe(request.mailbox)
  expect(passage.passesTo(WORKER, "a", "", "Hello")).toBe(1)
})

test("a routing id that nobody bears, and of which nothing is open, is found no more", () => {
  const passage = new Passage()
  const request = passage.sends("a", "", "Hello")
  expect(passage.passesTo(WORKER, "a", "", "Hello")).toBe(1)
  passage.correlator.leave(request.mailbox)
  passage.correlator.forget(request)
  const again = passage.correlator.join(Buffer.from("a"))
  expect(again).not.toBe(request.mailbox)
  expect(again.connections).toBe(1)
  expect(passage.passesFrom(WORKER, "a", "", "World")).toBeUndefined()
})
