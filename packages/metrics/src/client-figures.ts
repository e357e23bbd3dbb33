import type { ClientIdentity } from "@zmqscope/protocol"
import { SlidingSum, type StepClock } from "./sliding-sum.js"
import { RATE_STEPS, RECENT_STEPS } from "./windows.js"

/** What is known of one live client. */
export class ClientFigures {
  readonly identity: ClientIdentity
  sent = 0
  returned = 0
  /** Its requests that ended without their reply returned. */
  undelivered = 0
  readonly #received: SlidingSum
  readonly #roundTrips: SlidingSum
  readonly #roundTripUs: SlidingSum

  constructor(identity: ClientIdentity, clock: StepClock) {
    this.identity = identity
    this.#received = new SlidingSum(clock, RATE_STEPS)
    this.#roundTrips = new SlidingSum(clock, RECENT_STEPS)
    this.#roundTripUs = new SlidingSum(clock, RECENT_STEPS)
  }

  /** Its requests that have not ended. */
  get outstanding(): number {
    return this.sent - this.returned - this.undelivered
  }

  /** Requests received from it in the last second. */
  get ratePerSecond(): number {
    return this.#received.sum
  }

  /** Mean round trip over the last 10 s; null without one. */
  get roundTripUs(): number | null {
    const count = this.#roundTrips.sum
    return count === 0 ? null : this.#roundTripUs.sum / count
  }

  received(): void {
    this.sent += 1
    this.#received.add(1)
  }

  roundTrip(us: number): void {
    this.#roundTrips.add(1)
    this.#roundTripUs.add(us)
  }
}
