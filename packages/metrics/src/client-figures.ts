import type { ClientIdentity } from "@zmqscope/protocol"
import type { LiveEnvelopes } from "./live-envelopes.js"
import { SlidingSum, type StepClock } from "./sliding-sum.js"
import { RATE_STEPS, RECENT_STEPS } from "./windows.js"

/** What is known of one live client. */
export class ClientFigures {
  readonly identity: ClientIdentity
  sent = 0
  returned = 0
  /** Its requests that ended without their reply returned. */
  undelivered = 0
  /**
   * When one of them did last, microseconds, if it has asked nothing since: a REQ waits for that
   * reply. Null otherwise, and of a DEALER, which waits for none.
   */
  lostAt: number | null = null
  /** What it sent that was no request. */
  rejected = 0
  readonly #live: LiveEnvelopes
  readonly #received: SlidingSum
  readonly #roundTripUs: SlidingSum

  constructor(identity: ClientIdentity, clock: StepClock, live: LiveEnvelopes) {
    this.identity = identity
    this.#live = live
    this.#received = new SlidingSum(clock, RATE_STEPS)
    this.#roundTripUs = new SlidingSum(clock, RECENT_STEPS)
  }

  /** Its requests that have not ended. */
  get outstanding(): number {
    return this.sent - this.returned - this.undelivered
  }

  /** When its oldest request that has not ended was received, microseconds; null when none is known. */
  get oldestReceivedAt(): number | null {
    return this.#live.oldestReceivedAt(this.identity.index)
  }

  /** Requests received from it in the last second. */
  get ratePerSecond(): number {
    return this.#received.sum
  }

  /** Mean round trip over the last 10 s, or since the last switch of dealing; null without one. */
  get roundTripUs(): number | null {
    return this.#roundTripUs.mean
  }

  forgetRoundTrips(): void {
    this.#roundTripUs.clear()
  }

  received(): void {
    this.sent += 1
    this.lostAt = null
    this.#received.add(1)
  }

  undeliver(at: number): void {
    this.undelivered += 1
    if (this.identity.socketType !== "DEALER") this.lostAt = at
  }

  roundTrip(us: number): void {
    this.#roundTripUs.add(us)
  }
}
