import type { Message } from "@zmqscope/zmtp"
import type { ClientAccount, HeldRequest } from "./accounts.js"
import type { Chronicle } from "./chronicle.js"
import type { Custody } from "./custody.js"
import type { KeptFrames } from "./kept-frames.js"

/** Takes what clients send: requests are numbered and put to wait, what is none is rejected. */
export class Intake {
  readonly #chronicle: Chronicle<HeldRequest>
  readonly #custody: Custody
  readonly #kept: KeptFrames
  readonly #nextNumber: () => number

  constructor(
    chronicle: Chronicle<HeldRequest>,
    custody: Custody,
    kept: KeptFrames,
    nextNumber: () => number,
  ) {
    this.#chronicle = chronicle
    this.#custody = custody
    this.#kept = kept
    this.#nextNumber = nextNumber
  }

  /** @param message `[(request id,) empty, body...]`, or whatever else a client sent */
  take(client: ClientAccount, message: Message): void {
    if (!hasBody(message)) {
      this.reject(client, message.payloadBytes)
      return
    }
    const number = this.#nextNumber()
    this.#kept.keepRequest(number, client.routingId, message)
    this.#custody.receive(number, client, message)
  }

  /** What was sent is no request, or passes a bound. */
  reject(client: ClientAccount, bytes: number): void {
    this.#chronicle.reject(client, bytes)
  }
}

/** Whether there is an empty delimiter and something behind it: REQ and REP read nothing else. */
export function hasBody({ delimiter, frameCount }: Message): boolean {
  return delimiter >= 0 && delimiter < frameCount - 1
}
