import type { ClientAccount } from "./accounts.js"
import { Dispatch } from "./dispatch.js"
import { Front } from "./front.js"
import { Intake } from "./intake.js"
import { KeptFrames } from "./kept-frames.js"
import { Ledger, type RecordSink } from "./ledger.js"
import { Numbering } from "./numbering.js"
import type { BrokerOptions } from "./options.js"
import { Returns } from "./returns.js"
import { Room } from "./room.js"
import { Waiting } from "./waiting.js"

export interface PumpEvents {
  clientJoined(client: ClientAccount): void
  clientLeft(client: ClientAccount): void
}

/** Microseconds on the monotonic clock that records use. */
export function monotonicUs(): number {
  return performance.now() * 1000
}

/**
 * What carries messages: from the ROUTER to waiting, from there to a DEALER, and the replies back.
 * It neither knows where DEALERs lead nor who reads its records.
 */
export class Pump {
  readonly room: Room
  readonly ledger: Ledger
  readonly numbering = new Numbering()
  readonly waiting = new Waiting()
  readonly kept: KeptFrames
  readonly front: Front
  readonly intake: Intake
  readonly dispatch: Dispatch
  readonly #returns: Returns

  constructor(
    { host, limits }: Pick<BrokerOptions, "host" | "limits">,
    sink: RecordSink,
    events: PumpEvents,
  ) {
    this.room = new Room(limits)
    this.ledger = new Ledger(sink, monotonicUs, this.room)
    this.kept = new KeptFrames(limits.keptEnvelopes, limits.keptBytes)
    this.front = new Front({ host, messageBytes: limits.messageBytes })
    this.dispatch = new Dispatch(this.waiting, this.ledger, this.numbering)
    this.intake = new Intake(this, { ...events, requestWaits: () => void this.dispatch.run() })
    this.#returns = new Returns(this.front, this.ledger, this.numbering, this.kept)
  }

  /** Takes a reply out of a DEALER: `[number, routing id, (request id,) empty, body...]`. */
  readonly takeReply = (frames: Buffer[]): void => this.#returns.take(frames)

  /** Begins to read the ROUTER, which is bound. What it deals by is `dispatch.dealing`. */
  start(): void {
    void this.intake.run()
  }

  close(): void {
    this.front.close()
    this.dispatch.dealing?.close()
  }
}
