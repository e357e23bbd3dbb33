import { conservation, EnvelopeBook, Fold, History } from "@zmqscope/metrics"
import { randomLcg } from "d3-random"
import { describe, expect, test } from "vitest"
import { testCheckpoint } from "../test/checkpoint.js"
import { clientAccount, liveEnvelope, RecordList, workerAccount } from "../test/parts.js"
import { pick } from "../test/pick.js"
import type { ClientAccount, LiveEnvelope, WorkerAccount } from "./accounts.js"
import { Chronicle, type RecordSink } from "./chronicle.js"

describe.each([1, 2, 3, 4, 5])("a random walk, seed %i", (seed) => {
  const random = randomLcg(seed)

  test("conserves every request, and the totals are those of the records", () => {
    const sink = new RecordList()
    const { records } = sink
    const chronicle = new Chronicle<LiveEnvelope>(sink, () => 0)
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
