import { type EnvelopeRecord, NO_WORKER } from "@zmqscope/protocol"

/** Envelopes whose earlier attempts are kept; those that were requeued first go first. */
const MAX_ENVELOPES = 10_000
/** Attempts kept of each. */
const MAX_ATTEMPTS = 100

/** An attempt that ended with its worker. */
export interface EarlierAttempt {
  /** Null when it was lost before it was seen at a worker. */
  readonly worker: number | null
  /** When it was put back, on the record clock, microseconds. */
  readonly requeuedAt: number
}

/** The attempts of requeued envelopes, as far as this page has seen them. */
export class Attempts {
  readonly #byEnvelope = new Map<number, EarlierAttempt[]>()

  note({ envelope, worker, at }: EnvelopeRecord): void {
    const known = this.#byEnvelope.get(envelope)
    const attempt = { worker: worker === NO_WORKER ? null : worker, requeuedAt: at }
    if (known !== undefined) {
      if (known.length < MAX_ATTEMPTS) known.push(attempt)
      return
    }
    this.#byEnvelope.set(envelope, [attempt])
    if (this.#byEnvelope.size <= MAX_ENVELOPES) return
    const oldest = this.#byEnvelope.keys().next()
    if (oldest.done !== true) this.#byEnvelope.delete(oldest.value)
  }

  /** Oldest first. */
  of(envelope: number): readonly EarlierAttempt[] {
    return this.#byEnvelope.get(envelope) ?? []
  }

  clear(): void {
    this.#byEnvelope.clear()
  }
}
