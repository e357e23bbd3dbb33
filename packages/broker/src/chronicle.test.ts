import { conservation, EnvelopeBook, Fold, History } from "@zmqscope/metrics"
import { EMPTY_TOTALS, type EnvelopeRecord, NO_CLIENT, NO_WORKER } from "@zmqscope/protocol"
import { randomLcg } from "d3-random"
import { describe, expect, test } from "vitest"
import { testCheckpoint } from "../test/checkpoint.js"
import { clientAccount, liveEnvelope, RecordList, workerAccount } from "../test/parts.js"
import { pick } from "../test/pick.js"
import type { ClientAccount, LiveEnvelope, WorkerAccount } from "./accounts.js"
import { Chronicle, type RecordSink } from "./chronicle.js"

/** A chronicle whose clock shows how often it was asked, in microseconds. */
function openChronicle() {
  const sink = new RecordList()
  let clock = 0
  const now = () => {
    clock += 1
    return clock
  }
  const chronicle = new Chronicle<LiveEnvelope>(sink, now)
  const client = clientAccount(3)
  const worker = workerAccount(7)
  const receive = (number = 1) => {
    const envelope = liveEnvelope(number, client, 10)
    chronicle.receive(envelope)
    return envelope
  }
  return { chronicle, client, worker, receive, records: sink.records }
}

function lastStep(records: readonly EnvelopeRecord[]): Partial<EnvelopeRecord> {
  const { at: _at, ...step } = records.at(-1) ?? {}
  return step
}

const STEP = { envelope: 1, client: 3, worker: 7, sizeBytes: 10, attempt: 0, cause: null }

describe("each step writes its record and moves the totals:", () => {
  test("received", () => {
    const { chronicle, client, records, receive } = openChronicle()
    const envelope = receive()
    expect(lastStep(records)).toEqual({ ...STEP, kind: "received", worker: NO_WORKER })
    expect(chronicle.totals).toEqual({ ...EMPTY_TOTALS, received: 1, waiting: 1 })
    expect(client.sent).toBe(1)
    expect(chronicle.find(1)).toBe(envelope)
  })

  test("rejected, which never is an envelope", () => {
    const { chronicle, client, records } = openChronicle()
    chronicle.reject(client, 5)
    expect(lastStep(records)).toEqual({
      ...STEP,
      kind: "rejected",
      envelope: 0,
      worker: NO_WORKER,
      sizeBytes: 5,
    })
    expect(chronicle.totals).toEqual({ ...EMPTY_TOTALS, received: 1, rejected: 1 })
    expect(client.sent).toBe(0)
  })

  test("handed, to nobody known yet", () => {
    const { chronicle, records, receive } = openChronicle()
    chronicle.hand(receive())
    expect(lastStep(records)).toEqual({ ...STEP, kind: "handed", worker: NO_WORKER })
    expect(chronicle.totals).toEqual({ ...EMPTY_TOTALS, received: 1, inFlight: 1 })
    expect(chronicle.unseen).toBe(1)
  })

  test("dealt, straight out of waiting", () => {
    const { chronicle, worker, records, receive } = openChronicle()
    const envelope = receive()
    expect(chronicle.deal(envelope, worker)).toBe(true)
    expect(lastStep(records)).toEqual({ ...STEP, kind: "dealt" })
    expect(chronicle.totals).toEqual({ ...EMPTY_TOTALS, received: 1, inFlight: 1 })
    expect(chronicle).toMatchObject({ unseen: 0, handedSequence: 1 })
    expect(worker).toMatchObject({ outstanding: 1, load: 1, lastHanded: 1 })
  })

  test("dealt, seen on its way", () => {
    const { chronicle, worker, records, receive } = openChronicle()
    const envelope = receive()
    chronicle.hand(envelope)
    chronicle.deal(envelope, worker)
    expect(lastStep(records)).toEqual({ ...STEP, kind: "dealt" })
    expect(chronicle.totals).toEqual({ ...EMPTY_TOTALS, received: 1, inFlight: 1 })
    expect(chronicle.unseen).toBe(0)
    expect(worker.outstanding).toBe(1)
    expect(envelope.worker).toBe(worker)
  })

  test("replied", () => {
    const { chronicle, worker, records, receive } = openChronicle()
    const envelope = receive()
    chronicle.hand(envelope)
    chronicle.deal(envelope, worker)
    chronicle.reply(envelope, worker, 99)
    expect(lastStep(records)).toEqual({ ...STEP, kind: "replied", sizeBytes: 99 })
    expect(chronicle.totals).toEqual({ ...EMPTY_TOTALS, received: 1, inFlight: 1 })
    expect(worker).toMatchObject({ outstanding: 0, served: 1 })
  })

  test.each(["returned", "undeliverable"] as const)("%s", (outcome) => {
    const { chronicle, client, worker, records, receive } = openChronicle()
    const envelope = receive()
    chronicle.hand(envelope)
    chronicle.deal(envelope, worker)
    chronicle.reply(envelope, worker, 99)
    if (outcome === "returned") chronicle.return(envelope, 99)
    else chronicle.undeliverable(envelope, 99)
    expect(lastStep(records)).toEqual({
      ...STEP,
      kind: outcome,
      sizeBytes: 99,
      cause: outcome === "returned" ? null : "client-full",
    })
    expect(chronicle.totals).toEqual({ ...EMPTY_TOTALS, received: 1, [outcome]: 1 })
    expect(client.returned).toBe(outcome === "returned" ? 1 : 0)
    expect(client.undelivered).toBe(outcome === "returned" ? 0 : 1)
    expect(chronicle.live).toBe(0)
    expect(chronicle.find(1)).toBeUndefined()
  })

  test("lost with the worker it was at", () => {
    const { chronicle, worker, records, receive } = openChronicle()
    const envelope = receive()
    chronicle.hand(envelope)
    chronicle.deal(envelope, worker)
    worker.endsBy = "silent"
    chronicle.lose(envelope)
    expect(lastStep(records)).toEqual({ ...STEP, kind: "lost", cause: "silent" })
    expect(chronicle.totals).toEqual({ ...EMPTY_TOTALS, received: 1, lost: 1 })
    expect(worker).toMatchObject({ outstanding: 0, load: 0, served: 0 })
    expect(chronicle.find(1)).toBeUndefined()
  })

  test("lost unseen, with a worker nobody knows", () => {
    const { chronicle, records, receive } = openChronicle()
    const envelope = receive()
    chronicle.hand(envelope)
    chronicle.lose(envelope)
    expect(lastStep(records)).toEqual({ ...STEP, kind: "lost", worker: NO_WORKER, cause: "left" })
    expect(chronicle.totals).toEqual({ ...EMPTY_TOTALS, received: 1, lost: 1 })
    expect(chronicle.unseen).toBe(0)
  })

  test.each(["unseen", "at the worker"])("requeued, with its worker gone, while %s", (where) => {
    const { chronicle, worker, records, receive } = openChronicle()
    const envelope = receive()
    chronicle.hand(envelope)
    if (where === "at the worker") chronicle.deal(envelope, worker)
    chronicle.requeue(envelope)
    const from = where === "at the worker" ? worker.index : NO_WORKER
    expect(lastStep(records)).toEqual({
      ...STEP,
      kind: "requeued",
      worker: from,
      attempt: 1,
      cause: "left",
    })
    expect(chronicle.totals).toEqual({ ...EMPTY_TOTALS, received: 1, waiting: 1 })
    expect(chronicle).toMatchObject({ requeued: 1, unseen: 0 })
    expect(worker).toMatchObject({ outstanding: 0, load: 0 })
    expect(chronicle.find(1)).toMatchObject({ state: "waiting", worker: undefined })
  })

  test("expired", () => {
    const { chronicle, client, records, receive } = openChronicle()
    chronicle.expire(receive())
    expect(lastStep(records)).toEqual({
      ...STEP,
      kind: "expired",
      worker: NO_WORKER,
      cause: "client-left",
    })
    expect(chronicle.totals).toEqual({ ...EMPTY_TOTALS, received: 1, expired: 1 })
    expect(client.undelivered).toBe(1)
    expect(chronicle.find(1)).toBeUndefined()
  })

  test("stale, which moves no totals", () => {
    const { chronicle, records } = openChronicle()
    chronicle.dropStale(4)
    expect(lastStep(records)).toEqual({
      kind: "stale",
      envelope: 0,
      client: NO_CLIENT,
      worker: NO_WORKER,
      sizeBytes: 4,
      attempt: 0,
      cause: null,
    })
    expect(chronicle.totals).toEqual(EMPTY_TOTALS)
    expect(chronicle.stale).toBe(1)
  })

  test("stale, of a worker that is known", () => {
    const { chronicle, worker, records } = openChronicle()
    chronicle.dropStale(4, worker)
    expect(lastStep(records)).toMatchObject({ kind: "stale", worker: 7, sizeBytes: 4 })
    expect(worker).toMatchObject({ outstanding: 0, served: 0 })
  })
})

describe("what a worker cannot have done is ignored:", () => {
  test("a request that is seen twice on its way", () => {
    const { chronicle, worker, records, receive } = openChronicle()
    const envelope = receive()
    chronicle.hand(envelope)
    chronicle.deal(envelope, worker)
    const written = records.length
    expect(chronicle.deal(envelope, workerAccount(8))).toBe(false)
    expect(records).toHaveLength(written)
    expect(envelope.worker).toBe(worker)
  })

  test("a reply from a worker that was not given the request", () => {
    const { chronicle, worker, records, receive } = openChronicle()
    const other = workerAccount(8)
    const envelope = receive()
    chronicle.hand(envelope)
    chronicle.deal(envelope, worker)
    const written = records.length
    expect(chronicle.reply(envelope, other, 1)).toBe(false)
    expect(records).toHaveLength(written)
    expect(other.served).toBe(0)
    expect(worker.outstanding).toBe(1)
  })

  test("a second reply", () => {
    const { chronicle, worker, records, receive } = openChronicle()
    const envelope = receive()
    chronicle.hand(envelope)
    chronicle.deal(envelope, worker)
    chronicle.reply(envelope, worker, 1)
    const written = records.length
    chronicle.reply(envelope, worker, 1)
    expect(records).toHaveLength(written)
    expect(worker).toMatchObject({ outstanding: 0, served: 1 })
  })
})

test("records carry the clock's moments, in order", () => {
  const { chronicle, worker, records, receive } = openChronicle()
  const envelope = receive()
  chronicle.hand(envelope)
  chronicle.deal(envelope, worker)
  chronicle.reply(envelope, worker, 1)
  chronicle.return(envelope, 1)
  expect(records.map((record) => record.at)).toEqual([1, 2, 3, 4, 5])
})

test("live envelopes are found by what is known of them, oldest first", () => {
  const { chronicle, worker, receive } = openChronicle()
  const envelopes = [1, 2, 3, 4].map((number) => receive(number))
  const [first, second, third, fourth] = envelopes
  if (!first || !second || !third || !fourth) throw new Error("four were received")
  for (const envelope of [first, second, third]) chronicle.hand(envelope)
  chronicle.deal(second, worker)
  expect(chronicle.select(({ state }) => state === "unseen")).toEqual([first, third])
  expect(chronicle.select((envelope) => envelope.worker === worker)).toEqual([second])
  chronicle.lose(first)
  expect(chronicle.select(() => true)).toEqual([second, third, fourth])
})

describe.each([1, 2, 3, 4, 5])("a random walk, seed %i", (seed) => {
  const random = randomLcg(seed)

  test("conserves every request, and the totals are those of the records", () => {
    const { chronicle, records } = openChronicle()
    const clients = [clientAccount(0), clientAccount(1), clientAccount(2)]
    const workers = [workerAccount(0), workerAccount(1)]
    const live = new Set<LiveEnvelope>()
    for (let step = 1; step <= 2000; step += 1) {
      walk(step, chronicle, { clients, workers, live }, random)
      expect(conservation(chronicle.totals)).toEqual({ balanced: true, difference: 0 })
      expect(chronicle.totals.waiting + chronicle.totals.inFlight).toBe(live.size)
      expect(chronicle.live).toBe(live.size)
    }
    const count = (kind: string) => records.filter((record) => record.kind === kind).length
    const { returned, undeliverable, lost, rejected, expired } = chronicle.totals
    const ends = { returned, undeliverable, lost, rejected, expired }
    const steps = { ...ends, requeued: chronicle.requeued }
    expect(steps).toEqual(Object.fromEntries(Object.keys(steps).map((kind) => [kind, count(kind)])))
    expect(Object.values(steps)).not.toContain(0)
    expect(chronicle.totals.received).toBe(count("received") + count("rejected"))
    expect(sum(workers, (worker) => worker.served)).toBe(count("replied"))
    const atWorkers = [...live].filter(({ state }) => state === "at-worker").length
    expect(sum(workers, (worker) => worker.outstanding)).toBe(atWorkers)
    expect(sum(workers, (worker) => worker.load)).toBe(atWorkers)
    expect(chronicle.unseen).toBe([...live].filter(({ state }) => state === "unseen").length)
    expect(sum(clients, (client) => client.sent)).toBe(count("received"))
    expect(sum(clients, (client) => client.returned)).toBe(returned)
  })
})

test("every figure is whole by the time its record is written", () => {
  const clients = [clientAccount(0), clientAccount(1)]
  const workers = [workerAccount(0), workerAccount(1)]
  const sink = new FoldingSink(clients, workers)
  const chronicle = new Chronicle<LiveEnvelope>(sink, () => 0)
  sink.chronicle = chronicle
  const random = randomLcg(6)
  const live = new Set<LiveEnvelope>()
  for (let step = 1; step <= 1000; step += 1) {
    walk(step, chronicle, { clients, workers, live }, random)
  }
  expect(new Set(sink.faults)).toEqual(new Set())
})

interface Cast {
  readonly clients: readonly ClientAccount[]
  readonly workers: readonly WorkerAccount[]
  readonly live: Set<LiveEnvelope>
}

/** One step that a broker could take. */
function walk(
  number: number,
  chronicle: Chronicle<LiveEnvelope>,
  cast: Cast,
  random: () => number,
): void {
  const { clients, workers, live } = cast
  const client = pick(clients, random)
  const worker = pick(workers, random)
  if (!client || !worker) throw new Error("there are some of each")
  const draw = random()
  const envelope = draw < 0.3 ? undefined : pick(live, random)
  if (draw < 0.02) chronicle.reject(client, 1)
  else if (envelope === undefined) {
    const received = liveEnvelope(number, client, number % 100)
    chronicle.receive(received)
    live.add(received)
  } else if (envelope.state === "waiting" && draw > 0.98) chronicle.expire(envelope)
  else if (envelope.state === "waiting" && draw < 0.6) chronicle.deal(envelope, worker)
  else if (envelope.state === "waiting") chronicle.hand(envelope)
  else if (envelope.state === "unseen" && draw < 0.9) chronicle.deal(envelope, worker)
  else if (envelope.state === "at-worker" && draw < 0.9) {
    chronicle.reply(envelope, envelope.worker ?? worker, 1)
  } else if (envelope.state !== "replied" && draw < 0.95) chronicle.requeue(envelope)
  else if (envelope.state !== "replied") chronicle.lose(envelope)
  else if (draw < 0.8) chronicle.return(envelope, 1)
  else chronicle.undeliverable(envelope, 1)
  if (envelope?.state === "ended") live.delete(envelope)
}

/** A sink that holds the figures, as they stand at each record, against the fold of the records. */
class FoldingSink extends RecordList {
  readonly faults: string[] = []
  readonly #fold = new Fold({ epochUnixUs: 0, history: new History(), book: new EnvelopeBook(100) })
  readonly #clients: readonly ClientAccount[]
  readonly #workers: readonly WorkerAccount[]
  chronicle: Chronicle<LiveEnvelope> | undefined

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
    if (record === undefined || this.chronicle === undefined)
      throw new Error("a record was written")
    this.#fold.apply(record)
    const { totals, unseen, stale, requeued } = this.chronicle
    const { discrepancies } = this.#fold.checkpoint({
      ...testCheckpoint(this.records.length),
      at: record.at,
      totals,
      unseen,
      stale,
      requeued,
      clients: this.#clients.map((client) => ({ ...client, heldBack: false })),
      workers: [...this.#workers],
    })
    for (const { figure, folded, broker } of discrepancies) {
      this.faults.push(
        `at ${record.kind}, ${figure}: folded ${folded}, the chronicle says ${broker}`,
      )
    }
  }
}

function sum<T>(items: Iterable<T>, of: (item: T) => number): number {
  let total = 0
  for (const item of items) total += of(item)
  return total
}
