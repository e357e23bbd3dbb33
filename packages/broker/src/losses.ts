import type { BrokerSettings } from "@zmqscope/protocol"
import type { ClientAccount, LiveEnvelope, WorkerAccount } from "./accounts.js"
import type { Ledger } from "./ledger.js"
import type { Waiting } from "./waiting.js"

/** How often a request is dealt before it is lost with its worker for good. */
const MAX_ATTEMPTS = 3

/** A reply that was seen on a leg reaches its DEALER through a unix socket; past this it was cut off. */
const REPLY_GRACE_US = 5_000_000

interface Departure {
  readonly leftAt: number
  /** Nothing more will come of the worker. */
  readonly release: () => void
}

/** Decides what becomes of requests whose worker or client has gone. */
export class Losses {
  policy: Pick<BrokerSettings, "onWorkerLoss" | "dropAbandoned">
  readonly #ledger: Ledger
  readonly #waiting: Waiting
  readonly #now: () => number
  readonly #departed = new Map<WorkerAccount, Departure>()

  constructor(ledger: Ledger, waiting: Waiting, policy: BrokerSettings, now: () => number) {
    this.#ledger = ledger
    this.#waiting = waiting
    this.policy = policy
    this.#now = now
  }

  /**
   * What the worker has not replied to goes with it. Its replies may still be on their way through
   * the DEALER; `release` is called once none is.
   */
  workerLeft(worker: WorkerAccount, release: () => void): void {
    const left = this.#ledger.envelopesOf(worker)
    this.#settle(left.filter(({ state }) => state !== "replied"))
    this.#departed.set(worker, { leftAt: this.#now(), release })
  }

  clientLeft(client: ClientAccount): void {
    if (this.policy.dropAbandoned) this.#expire((envelope) => envelope.client === client)
  }

  /** Applies `dropAbandoned` to what waits already. */
  expireAbandoned(): void {
    if (this.policy.dropAbandoned) this.#expire(({ client }) => client.isGone)
  }

  /**
   * Ends what nothing else will end.
   * @param horizon what was handed up to it and never seen was in the pipe of a connection that has gone
   */
  sweep(horizon: number): void {
    const gone = this.#ledger.unseenUpTo(horizon)
    if (gone.length > 0) this.#settle(gone)
    for (const [worker, { leftAt }] of this.#departed) {
      const isWaited = this.#now() - leftAt < REPLY_GRACE_US
      if (isWaited && this.#ledger.envelopesOf(worker).length > 0) continue
      this.#release(worker)
    }
  }

  /** Waits for no more replies of workers that have left. */
  releaseAll(): void {
    for (const worker of this.#departed.keys()) this.#release(worker)
  }

  #release(worker: WorkerAccount): void {
    this.#settle(this.#ledger.envelopesOf(worker))
    this.#departed.get(worker)?.release()
    this.#departed.delete(worker)
  }

  #settle(envelopes: readonly LiveEnvelope[]): void {
    const inOrder = envelopes.toSorted((a, b) => a.handedSequence - b.handedSequence)
    const requeued: LiveEnvelope[] = []
    for (const envelope of inOrder) {
      const isLost = this.policy.onWorkerLoss === "lose" || envelope.attempt + 1 >= MAX_ATTEMPTS
      if (isLost) {
        this.#ledger.lose(envelope)
        continue
      }
      this.#ledger.requeue(envelope)
      requeued.push(envelope)
    }
    for (const envelope of requeued.toReversed()) this.#waiting.unshift(envelope)
    if (requeued.length > 0) this.expireAbandoned()
  }

  #expire(isAbandoned: (envelope: LiveEnvelope) => boolean): void {
    for (const envelope of this.#waiting.remove(isAbandoned)) this.#ledger.expire(envelope)
  }
}
