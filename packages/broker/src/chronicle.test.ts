import { conservation, Fold, History } from "@zmqscope/metrics"
import { EMPTY_TOTALS, type EnvelopeRecord, NO_CLIENT, NO_WORKER } from "@zmqscope/protocol"
import { randomLcg } from "d3-random"
import { describe, expect, test } from "vitest"
import { testCheckpoint } from "../test/checkpoint.js"
import { clientAccount, RecordList, TakenRoom, workerAccount } from "../test/ledger-parts.js"
import { pick } from "../test/pick.js"
import type { ClientAccount, LiveEnvelope, WorkerAccount } from "./accounts.js"
import { Ledger, type RecordSink } from "./ledger.js"

/** A ledger whose clock shows how often it was asked, in microseconds. */
function openLedger() {
  const sink = new RecordList()
  const room = new TakenRoom()
  let clock = 0
  const now = () => {
    clock += 1
    return clock
  }
  const ledger = new Ledger(sink, now, room)
  const client = clientAccount(3)
  const worker = workerAccount(7)
  const receive = (number = 1) => ledger.receive(number, client, [Buffer.from("frame")], 10)
  return { ledger, sink, room, client, worker, receive, records: sink.records }
}

function lastStep(records: readonly EnvelopeRecord[]): Partial<EnvelopeRecord> {
  const { at: _at, ...step } = records.at(-1) ?? {}
  return step
}

const STEP = { envelope: 1, client: 3, worker: 7, sizeBytes: 10, attempt: 0 }

describe("each step writes its record and moves the totals:", () => {
  test("received", () => {
    const { ledger, client, records, receive } = openLedger()
    const envelope = receive()
    expect(lastStep(records)).toEqual({ ...STEP, kind: "received", worker: NO_WORKER })
    expect(ledger.totals).toEqual({ ...EMPTY_TOTALS, received: 1, waiting: 1 })
    expect(client.sent).toBe(1)
    expect(envelope.receivedAt).toBe(records[0]?.at)
    expect(ledger.find(1)).toBe(envelope)
  })

  test("rejected, which never is an envelope", () => {
    const { ledger, client, records } = openLedger()
    ledger.reject(client, 5)
    expect(lastStep(records)).toEqual({
      ...STEP,
      kind: "rejected",
      envelope: 0,
      worker: NO_WORKER,
      sizeBytes: 5,
    })
    expect(ledger.totals).toEqual({ ...EMPTY_TOTALS, received: 1, rejected: 1 })
    expect(client.sent).toBe(0)
  })

  test("handed, to nobody known yet", () => {
    const { ledger, records, receive } = openLedger()
    ledger.hand(receive())
    expect(lastStep(records)).toEqual({ ...STEP, kind: "handed", worker: NO_WORKER })
    expect(ledger.totals).toEqual({ ...EMPTY_TOTALS, received: 1, inFlight: 1 })
    expect(ledger.unseen).toBe(1)
  })

  test("handed to a worker's own DEALER", () => {
    const { ledger, worker, records, receive } = openLedger()
    const envelope = receive()
    ledger.hand(envelope, worker)
    expect(lastStep(records)).toEqual({ ...STEP, kind: "handed" })
    expect(ledger.envelopesOf(worker)).toEqual([envelope])
    expect(ledger.unseen).toBe(1)
  })

  test("dealt", () => {
    const { ledger, worker, records, receive } = openLedger()
    const envelope = receive()
    ledger.hand(envelope)
    ledger.deal(envelope, worker)
    expect(lastStep(records)).toEqual({ ...STEP, kind: "dealt" })
    expect(ledger.totals).toEqual({ ...EMPTY_TOTALS, received: 1, inFlight: 1 })
    expect(ledger.unseen).toBe(0)
    expect(worker.outstanding).toBe(1)
    expect(ledger.envelopesOf(worker)).toEqual([envelope])
  })

  test("replied", () => {
    const { ledger, worker, records, receive } = openLedger()
    const envelope = receive()
    ledger.hand(envelope)
    ledger.deal(envelope, worker)
    ledger.reply(envelope, worker, 99)
    expect(lastStep(records)).toEqual({ ...STEP, kind: "replied", sizeBytes: 99 })
    expect(ledger.totals).toEqual({ ...EMPTY_TOTALS, received: 1, inFlight: 1 })
    expect(worker).toMatchObject({ outstanding: 0, served: 1 })
  })

  test.each(["returned", "undeliverable"] as const)("%s", (outcome) => {
    const { ledger, client, worker, records, receive } = openLedger()
    const envelope = receive()
    ledger.hand(envelope)
    ledger.deal(envelope, worker)
    ledger.reply(envelope, worker, 99)
    if (outcome === "returned") ledger.return(envelope, 99)
    else ledger.undeliverable(envelope, 99)
    expect(lastStep(records)).toEqual({ ...STEP, kind: outcome, sizeBytes: 99 })
    expect(ledger.totals).toEqual({ ...EMPTY_TOTALS, received: 1, [outcome]: 1 })
    expect(client.returned).toBe(outcome === "returned" ? 1 : 0)
    expect(client.undelivered).toBe(outcome === "returned" ? 0 : 1)
    expect(ledger.envelopesOf(worker)).toEqual([])
    expect(ledger.find(1)).toBeUndefined()
  })

  test("lost with the worker it was at", () => {
    const { ledger, worker, records, receive } = openLedger()
    const envelope = receive()
    ledger.hand(envelope)
    ledger.deal(envelope, worker)
    ledger.lose(envelope)
    expect(lastStep(records)).toEqual({ ...STEP, kind: "lost" })
    expect(ledger.totals).toEqual({ ...EMPTY_TOTALS, received: 1, lost: 1 })
    expect(worker).toMatchObject({ outstanding: 0, served: 0 })
    expect(ledger.envelopesOf(worker)).toEqual([])
  })

  test("lost unseen, with a worker nobody knows", () => {
    const { ledger, records, receive } = openLedger()
    const envelope = receive()
    ledger.hand(envelope)
    ledger.lose(envelope)
    expect(lastStep(records)).toEqual({ ...STEP, kind: "lost", worker: NO_WORKER })
    expect(ledger.totals).toEqual({ ...EMPTY_TOTALS, received: 1, lost: 1 })
    expect(ledger.unseen).toBe(0)
  })

  test.each(["unseen", "at the worker"])("requeued, with its worker gone, while %s", (where) => {
    const { ledger, worker, records, receive } = openLedger()
    const envelope = receive()
    ledger.hand(envelope, worker)
    if (where === "at the worker") ledger.deal(envelope, worker)
    ledger.requeue(envelope)
    expect(lastStep(records)).toEqual({ ...STEP, kind: "requeued", attempt: 1 })
    expect(ledger.totals).toEqual({ ...EMPTY_TOTALS, received: 1, waiting: 1 })
    expect(ledger).toMatchObject({ requeued: 1, unseen: 0 })
    expect(worker).toMatchObject({ outstanding: 0, load: 0 })
    expect(ledger.envelopesOf(worker)).toEqual([])
    expect(ledger.find(1)).toMatchObject({ state: "waiting", worker: undefined })
  })

  test("expired", () => {
    const { ledger, client, records, receive } = openLedger()
    ledger.expire(receive())
    expect(lastStep(records)).toEqual({ ...STEP, kind: "expired", worker: NO_WORKER })
    expect(ledger.totals).toEqual({ ...EMPTY_TOTALS, received: 1, expired: 1 })
    expect(client.undelivered).toBe(1)
    expect(ledger.find(1)).toBeUndefined()
  })

  test("stale, which moves no totals", () => {
    const { ledger, records } = openLedger()
    ledger.dropStale(4)
    expect(lastStep(records)).toEqual({
      kind: "stale",
      envelope: 0,
      client: NO_CLIENT,
      worker: NO_WORKER,
      sizeBytes: 4,
      attempt: 0,
    })
    expect(ledger.totals).toEqual(EMPTY_TOTALS)
    expect(ledger.stale).toBe(1)
  })
})

describe("what a worker cannot have done is ignored:", () => {
  test("a request that is seen twice on its way", () => {
    const { ledger, worker, records, receive } = openLedger()
    const envelope = receive()
    ledger.hand(envelope)
    ledger.deal(envelope, worker)
    const written = records.length
    ledger.deal(envelope, workerAccount(8))
    expect(records).toHaveLength(written)
    expect(envelope.worker).toBe(worker)
  })

  test("a reply from a worker that was not given the request", () => {
    const { ledger, worker, records, receive } = openLedger()
    const other = workerAccount(8)
    const envelope = receive()
    ledger.hand(envelope)
    ledger.deal(envelope, worker)
    const written = records.length
    ledger.reply(envelope, other, 1)
    expect(records).toHaveLength(written)
    expect(other.served).toBe(0)
    expect(worker.outstanding).toBe(1)
  })

  test("a second reply", () => {
    const { ledger, worker, records, receive } = openLedger()
    const envelope = receive()
    ledger.hand(envelope)
    ledger.deal(envelope, worker)
    ledger.reply(envelope, worker, 1)
    const written = records.length
    ledger.reply(envelope, worker, 1)
    expect(records).toHaveLength(written)
    expect(worker).toMatchObject({ outstanding: 0, served: 1 })
  })
})

test("records carry the clock's moments, in order", () => {
  const { ledger, worker, records, receive } = openLedger()
  const envelope = receive()
  ledger.hand(envelope)
  ledger.deal(envelope, worker)
  ledger.reply(envelope, worker, 1)
  ledger.return(envelope, 1)
  expect(records.map((record) => record.at)).toEqual([1, 2, 3, 4, 5])
})

describe("unseen up to a horizon", () => {
  function handed(count: number) {
    const opened = openLedger()
    const envelopes = Array.from({ length: count }, (_, index) => opened.receive(index + 1))
    for (const envelope of envelopes) opened.ledger.hand(envelope)
    return { ...opened, envelopes }
  }

  test("is what was handed until then and not seen, in order", () => {
    const { ledger, worker, envelopes } = handed(5)
    const [first, second, third, fourth] = envelopes
    if (!first || !second || !third || !fourth) throw new Error("five were handed")
    ledger.deal(second, worker)
    expect(ledger.unseenUpTo(4)).toEqual([first, third, fourth])
  })

  test("is nothing up to the position before all of them", () => {
    const { ledger } = handed(3)
    expect(ledger.unseenUpTo(0)).toEqual([])
  })

  test("is everything unseen when no worker is left", () => {
    const { ledger, envelopes } = handed(3)
    expect(ledger.unseenUpTo(Number.POSITIVE_INFINITY)).toEqual(envelopes)
  })

  test("leaves out what is its worker's own", () => {
    const { ledger, worker, receive } = openLedger()
    ledger.hand(receive(), worker)
    expect(ledger.unseenUpTo(Number.POSITIVE_INFINITY)).toEqual([])
  })
})

describe.each([1, 2, 3, 4, 5])("a random walk, seed %i", (seed) => {
  const random = randomLcg(seed)

  test("conserves every request, and the totals are those of the records", () => {
    const { ledger, room, records } = openLedger()
    const clients = [clientAccount(0), clientAccount(1), clientAccount(2)]
    const workers = [workerAccount(0), workerAccount(1)]
    const live = new Set<LiveEnvelope>()
    for (let step = 1; step <= 2000; step += 1) {
      walk(step, ledger, { clients, workers, live }, random)
      expect(conservation(ledger.totals)).toEqual({ balanced: true, difference: 0 })
      expect(ledger.totals.waiting + ledger.totals.inFlight).toBe(live.size)
      expect(room.waiting).toBe(ledger.totals.waiting)
      expect(room.bytes).toBe(sum(live, (envelope) => envelope.frameBytes))
    }
    const count = (kind: string) => records.filter((record) => record.kind === kind).length
    const { returned, undeliverable, lost, rejected, expired } = ledger.totals
    const ends = { returned, undeliverable, lost, rejected, expired }
    const steps = { ...ends, requeued: ledger.requeued }
    expect(steps).toEqual(Object.fromEntries(Object.keys(steps).map((kind) => [kind, count(kind)])))
    expect(Object.values(steps)).not.toContain(0)
    expect(ledger.totals.received).toBe(count("received") + count("rejected"))
    expect(sum(workers, (worker) => worker.served)).toBe(count("replied"))
    expect(sum(workers, (worker) => worker.outstanding)).toBe(
      [...live].filter((envelope) => envelope.state === "at-worker").length,
    )
    expect(sum(clients, (client) => client.sent)).toBe(count("received"))
    expect(sum(clients, (client) => client.returned)).toBe(returned)
  })
})

test("every figure is whole by the time its record is written", () => {
  const clients = [clientAccount(0), clientAccount(1)]
  const workers = [workerAccount(0), workerAccount(1)]
  const sink = new FoldingSink(clients, workers)
  const ledger = new Ledger(sink, () => 0, new TakenRoom())
  sink.ledger = ledger
  const random = randomLcg(6)
  const live = new Set<LiveEnvelope>()
  for (let step = 1; step <= 1000; step += 1) walk(step, ledger, { clients, workers, live }, random)
  expect(new Set(sink.faults)).toEqual(new Set())
})

interface Cast {
  readonly clients: readonly ClientAccount[]
  readonly workers: readonly WorkerAccount[]
  readonly live: Set<LiveEnvelope>
}

/** One step that a broker could take. */
function walk(number: number, ledger: Ledger, cast: Cast, random: () => number): void {
  const { clients, workers, live } = cast
  const client = pick(clients, random)
  const worker = pick(workers, random)
  if (!client || !worker) throw new Error("there are some of each")
  const draw = random()
  const envelope = draw < 0.3 ? undefined : pick(live, random)
  if (draw < 0.02) ledger.reject(client, 1)
  else if (envelope === undefined) {
    const bodyBytes = number % 100
    live.add(ledger.receive(number, client, [client.routingId, Buffer.alloc(bodyBytes)], bodyBytes))
  } else if (envelope.state === "waiting" && draw > 0.98) ledger.expire(envelope)
  else if (envelope.state === "waiting") ledger.hand(envelope, draw < 0.6 ? worker : undefined)
  else if (envelope.state === "unseen" && draw < 0.9) {
    ledger.deal(envelope, envelope.worker ?? worker)
  } else if (envelope.state === "at-worker" && draw < 0.9) {
    ledger.reply(envelope, envelope.worker ?? worker, 1)
  } else if (envelope.state !== "replied" && draw < 0.95) ledger.requeue(envelope)
  else if (envelope.state !== "replied") ledger.lose(envelope)
  else if (draw < 0.8) ledger.return(envelope, 1)
  else ledger.undeliverable(envelope, 1)
  if (envelope?.state === "ended") live.delete(envelope)
}

/** A sink that holds the figures, as they stand at each record, against the fold of the records. */
class FoldingSink extends RecordList {
  readonly faults: string[] = []
  readonly #fold = new Fold({ epochUnixUs: 0, history: new History(), bookCapacity: 100 })
  readonly #clients: readonly ClientAccount[]
  readonly #workers: readonly WorkerAccount[]
  ledger: Ledger | undefined

  constructor(clients: readonly ClientAccount[], workers: readonly WorkerAccount[]) {
    super()
    this.#clients = clients
    this.#workers = workers
    for (const client of clients) this.#fold.client({ event: "joined", client })
    for (const worker of workers) this.#fold.worker({ event: "joined", at: 0, worker })
  }

  override record(...fields: Parameters<RecordSink["record"]>): void {
    super.record(...fields)
    const record = this.records.at(-1)
    if (record === undefined || this.ledger === undefined) throw new Error("a record was written")
    this.#fold.apply(record)
    const { totals, unseen, stale, requeued } = this.ledger
    const { discrepancies } = this.#fold.checkpoint({
      ...testCheckpoint(this.records.length),
      at: record.at,
      totals,
      unseen,
      stale,
      requeued,
      clients: [...this.#clients],
      workers: [...this.#workers],
    })
    for (const { figure, folded, broker } of discrepancies) {
      this.faults.push(`at ${record.kind}, ${figure}: folded ${folded}, the ledger says ${broker}`)
    }
  }
}

function sum<T>(items: Iterable<T>, of: (item: T) => number): number {
  let total = 0
  for (const item of items) total += of(item)
  return total
}
