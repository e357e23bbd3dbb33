import {
  type Checkpoint,
  EMPTY_TOTALS,
  type EnvelopeRecord,
  type Kind,
  NO_WORKER,
} from "@zmqscope/protocol"
import type { Fold } from "../src/fold.js"
import { clientIdentity, record, SETTINGS, workerIdentity } from "./fixtures.js"

interface ModelEnvelope {
  readonly number: number
  readonly client: number
  state: "waiting" | "unseen" | "at-worker" | "replied" | Kind
  worker: number
  attempt: number
}

/** The events of a run, as the fold takes them. */
export type ModelEvent =
  | { readonly type: "record"; readonly record: EnvelopeRecord }
  | { readonly type: "client"; readonly event: Parameters<Fold["client"]>[0] }
  | { readonly type: "worker"; readonly event: Parameters<Fold["worker"]>[0] }

/** How many there are of each. */
class Tally<K> {
  readonly #counts = new Map<K, number>()

  add(key: K): void {
    this.#counts.set(key, this.of(key) + 1)
  }

  of(key: K): number {
    return this.#counts.get(key) ?? 0
  }
}

/**
 * A broker's ledger at random: every step it takes is one that a broker could take. Its checkpoint
 * counts its envelopes anew each time, so it shares nothing with the fold but the meaning.
 */
export class LedgerModel {
  readonly #random: () => number
  readonly #hasDealer: boolean
  readonly #emit: (event: ModelEvent) => void
  readonly #envelopes: ModelEnvelope[] = []
  readonly #clients = new Set<number>()
  readonly #workers = new Set<number>()
  readonly #repliesBy: number[] = []
  #nextClient = 0
  #nextWorker = 0
  #rejected = 0
  #stale = 0
  #requeued = 0
  at = 0

  /** @param hasDealer whether a request is handed to a DEALER first, or dealt straight from waiting */
  constructor(
    { random, hasDealer }: { random: () => number; hasDealer: boolean },
    emit: (event: ModelEvent) => void,
  ) {
    this.#random = random
    this.#hasDealer = hasDealer
    this.#emit = emit
  }

  /** One random event of the run. */
  step(): void {
    this.at += this.#random() < 0.02 ? this.#random() * 500_000 : this.#random() * 3000
    const steps: readonly (readonly [weight: number, step: () => void])[] = [
      [2, () => this.#joinClient()],
      [1, () => this.#leaveClient()],
      [2, () => this.#joinWorker()],
      [1, () => this.#leaveWorker()],
      [30, () => this.#receive()],
      [1, () => this.#reject()],
      [30, () => this.#advance("waiting")],
      [30, () => this.#advance("unseen")],
      [30, () => this.#advance("at-worker")],
      [30, () => this.#advance("replied")],
      [1, () => this.#endUnseen()],
      [1, () => this.#dropStale()],
    ]
    let draw = this.#random() * steps.reduce((sum, [weight]) => sum + weight, 0)
    for (const [weight, step] of steps) {
      draw -= weight
      if (draw < 0) {
        step()
        return
      }
    }
  }

  /** Takes every live envelope on by one step, until none is left. */
  drain(): void {
    if (this.#workers.size === 0) this.#joinWorker()
    while (this.#envelopes.some(isLive)) {
      this.at += 100
      for (const state of ["waiting", "unseen", "at-worker", "replied"] as const) {
        this.#advance(state)
      }
    }
  }

  checkpoint(): Checkpoint {
    const { states, sent, returned, live, outstanding } = this.#count()
    const inState = (state: ModelEnvelope["state"]) => states.of(state)
    const served = new Tally<number>()
    for (const worker of this.#repliesBy) served.add(worker)
    return {
      type: "checkpoint",
      sequence: 0,
      at: this.at,
      totals: {
        ...EMPTY_TOTALS,
        received: this.#envelopes.length + this.#rejected,
        rejected: this.#rejected,
        returned: inState("returned"),
        undeliverable: inState("undeliverable"),
        lost: inState("lost"),
        expired: inState("expired"),
        shed: inState("shed"),
        waiting: inState("waiting"),
        inFlight: inState("unseen") + inState("at-worker") + inState("replied"),
      },
      unseen: inState("unseen"),
      stale: this.#stale,
      requeued: this.#requeued,
      clients: [...this.#clients].map((index) => ({
        ...clientIdentity(index),
        sent: sent.of(index),
        returned: returned.of(index),
        undelivered: sent.of(index) - returned.of(index) - live.of(index),
      })),
      workers: [...this.#workers].map((index) => ({
        ...workerIdentity(index),
        outstanding: outstanding.of(index),
        served: served.of(index),
      })),
      settings: SETTINGS,
    }
  }

  /** All envelopes, in one pass: a run asks after each of its steps. */
  #count() {
    const states = new Tally<ModelEnvelope["state"]>()
    const [sent, returned, live] = [new Tally<number>(), new Tally<number>(), new Tally<number>()]
    const outstanding = new Tally<number>()
    for (const envelope of this.#envelopes) {
      const { state, client, worker } = envelope
      states.add(state)
      sent.add(client)
      if (state === "returned") returned.add(client)
      if (isLive(envelope)) live.add(client)
      if (state === "at-worker") outstanding.add(worker)
    }
    return { states, sent, returned, live, outstanding }
  }

  #joinClient(): void {
    const client = clientIdentity(this.#nextClient)
    this.#nextClient += 1
    this.#clients.add(client.index)
    this.#emit({ type: "client", event: { event: "joined", client } })
  }

  #leaveClient(): void {
    const index = this.#pick([...this.#clients])
    if (index === undefined) return
    this.#clients.delete(index)
    this.#emit({ type: "client", event: { event: "left", client: clientIdentity(index) } })
    if (this.#random() < 0.5) return
    for (const one of this.#envelopes) {
      if (one.client === index && one.state === "waiting")
        this.#write(one, this.#random() < 0.8 ? "expired" : "shed")
    }
  }

  #joinWorker(): void {
    const worker = workerIdentity(this.#nextWorker)
    this.#nextWorker += 1
    this.#workers.add(worker.index)
    this.#emit({ type: "worker", event: { event: "joined", at: this.at, worker } })
  }

  /** Its requests are lost or requeued, before or after the news that it left. */
  #leaveWorker(): void {
    const index = this.#pick([...this.#workers])
    if (index === undefined) return
    const leave = () => {
      this.#workers.delete(index)
      const event = { event: "left", at: this.at, worker: workerIdentity(index) } as const
      this.#emit({ type: "worker", event })
    }
    const leavesFirst = this.#random() < 0.5
    const requeues = this.#random() < 0.5
    if (leavesFirst) leave()
    for (const one of this.#envelopes) {
      const replied = one.state === "replied" && this.#random() < 0.2
      if (one.worker !== index || (one.state !== "at-worker" && !replied)) continue
      if (requeues && one.attempt < 3) this.#requeue(one)
      else this.#write(one, "lost", index)
    }
    if (!leavesFirst) leave()
  }

  #requeue(one: ModelEnvelope): void {
    this.#write(one, "requeued", one.worker)
    one.state = "waiting"
    one.worker = NO_WORKER
    one.attempt += 1
    this.#requeued += 1
  }

  #receive(): void {
    const client = this.#pick([...this.#clients])
    if (client === undefined) return
    const number = this.#envelopes.length + 1
    const one: ModelEnvelope = { number, client, state: "waiting", worker: NO_WORKER, attempt: 0 }
    this.#envelopes.push(one)
    this.#write(one, "received")
    one.state = "waiting"
  }

  #reject(): void {
    this.#rejected += 1
    this.#emit({ type: "record", record: record("rejected", this.at, { envelope: 0 }) })
  }

  #dropStale(): void {
    this.#stale += 1
    const envelope = this.#pick(this.#envelopes)?.number ?? 77
    this.#emit({ type: "record", record: record("stale", this.at, { envelope }) })
  }

  /** The next step of an envelope that stands in `state`. */
  #advance(state: "waiting" | "unseen" | "at-worker" | "replied"): void {
    const standing = this.#envelopes.filter((one) => one.state === state)
    const one = state === "at-worker" ? this.#pick(standing) : standing[0]
    if (one === undefined) return
    if (state === "waiting" && this.#hasDealer) {
      this.#write(one, "handed")
      one.state = "unseen"
    } else if (state === "waiting" || state === "unseen") {
      const worker = this.#pick([...this.#workers])
      if (worker === undefined) return
      one.worker = worker
      this.#write(one, "dealt", worker)
      one.state = "at-worker"
    } else if (state === "at-worker") {
      this.#repliesBy.push(one.worker)
      this.#write(one, "replied", one.worker)
    } else {
      const kind = this.#clients.has(one.client) ? "returned" : "undeliverable"
      this.#write(one, kind, one.worker)
    }
  }

  /** A request whose leg was not observed is returned or lost straight out of the DEALER. */
  #endUnseen(): void {
    const one = this.#envelopes.find(({ state }) => state === "unseen")
    if (one === undefined) return
    const delivered = this.#random() < 0.5 && this.#clients.has(one.client)
    this.#write(one, delivered ? "returned" : "lost")
  }

  #write(one: ModelEnvelope, kind: Kind, worker = NO_WORKER): void {
    one.state = kind
    const { number: envelope, client, attempt } = one
    const fields = { envelope, client, worker, attempt }
    this.#emit({ type: "record", record: record(kind, this.at, fields) })
  }

  #pick<T>(items: readonly T[]): T | undefined {
    return items[Math.floor(this.#random() * items.length)]
  }
}

function isLive({ state }: ModelEnvelope): boolean {
  return ["waiting", "unseen", "at-worker", "replied"].includes(state)
}
