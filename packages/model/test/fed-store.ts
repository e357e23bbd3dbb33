import { emptyStep, FINE_STEP_MS } from "@zmqscope/metrics"
import type {
  Envelope,
  EnvelopeRecord,
  Hello,
  History,
  HistoryStep,
  Kind,
  NamedEnvelope,
} from "@zmqscope/protocol"
import { firstHello, waitingRow } from "@zmqscope/testkit/samples"
import { LiveStore } from "../src/store/live-store.js"

export function hello(over: Partial<Hello> = {}): Hello {
  return firstHello({
    run: "one",
    clients: [{ index: 0, name: "client-1/1", routingIdHex: "00" }],
    workers: [{ index: 0, name: "worker-1", socketType: "REP", address: "127.0.0.1:1" }],
    ...over,
  })
}

export function step(startMs: number, received = 1): HistoryStep {
  return {
    ...emptyStep(startMs, FINE_STEP_MS),
    received,
    returned: received,
    workers: [[0, received, 0, 0, 0, 100_000]],
  }
}

export function steps(fromMs: number, untilMs: number): HistoryStep[] {
  return Array.from({ length: (untilMs - fromMs) / 100 }, (_, at) => step(fromMs + at * 100))
}

export function record(kind: Kind, envelope: number, at: number): EnvelopeRecord {
  return { at, envelope, client: 0, worker: 0, sizeBytes: 5, kind, attempt: 0, cause: null }
}

/** As the server tells of one that has just arrived, and is in a state. */
export function rowOf(number: number, state: Envelope["state"], receivedAt: number): NamedEnvelope {
  const row = waitingRow({ number, client: 0, state, receivedAt, sizeBytes: 5 })
  return { ...row, clientName: "c", workerName: null, earlierAttempts: [] }
}

/** Answers the store's questions when the test says so. */
class Desk<T> {
  readonly asked: {
    readonly resolve: (answer: T) => void
    readonly reject: (reason: Error) => void
  }[] = []

  readonly load = (): Promise<T> =>
    new Promise((resolve, reject) => this.asked.push({ resolve, reject }))

  async answer(at: number, answer: T): Promise<void> {
    this.asked[at]?.resolve(answer)
    await Promise.resolve()
    await Promise.resolve()
  }
}

export function history(over: Partial<History>): History {
  return { steps: [], markers: [], workerNames: {}, ...over }
}

/** A store, and a source that tells it what the test says. */
export class FedStore {
  readonly history = new Desk<History>()
  readonly past = new Desk<History>()
  readonly envelopes = new Desk<readonly NamedEnvelope[]>()
  /** Records that the store said went missing. */
  missed = 0
  #nowMs = 0
  readonly store = new LiveStore({
    past: {
      history: this.history.load,
      historySince: this.past.load,
      recentEnvelopes: this.envelopes.load,
      envelope: () => Promise.reject(new Error("nobody asks for one")),
      envelopesIn: () => Promise.reject(new Error("nobody asks for a span")),
      searchBodies: () => Promise.reject(new Error("nobody looks")),
    },
    onGap: (records) => {
      this.missed += records
    },
  })

  /** A frame that is late enough for every channel. */
  frame(): void {
    this.#nowMs += 1000
    this.store.drain()
    this.store.notify(this.#nowMs)
  }

  /** Number and state of what lives, then of what has ended. */
  listed() {
    const { liveRows, log } = this.store
    const ended = Array.from({ length: log.next - log.first }, (_, at) => log.at(log.first + at))
    return [...liveRows, ...ended].map((row) => [row?.number, row?.state])
  }
}
