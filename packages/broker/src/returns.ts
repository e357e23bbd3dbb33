import { bodyBytesOf, type Front, findDelimiter } from "./front.js"
import type { KeptFrames } from "./kept-frames.js"
import type { Ledger } from "./ledger.js"
import type { Numbering } from "./numbering.js"

/** Takes replies out of DEALERs and returns each to its client. */
export class Returns {
  readonly #front: Front
  readonly #ledger: Ledger
  readonly #numbering: Numbering
  readonly #kept: KeptFrames

  constructor(front: Front, ledger: Ledger, numbering: Numbering, kept: KeptFrames) {
    this.#front = front
    this.#ledger = ledger
    this.#numbering = numbering
    this.#kept = kept
  }

  /** @param numbered `[number, routing id, (request id,) empty, body...]` */
  take(numbered: Buffer[]): void {
    const [head, ...frames] = numbered
    const number = this.#numbering.decode(head)
    const envelope = number === undefined ? undefined : this.#ledger.find(number)
    const isOurs =
      envelope !== undefined &&
      envelope.state !== "waiting" &&
      frames[0]?.equals(envelope.client.routingId) === true
    if (!isOurs) {
      this.#ledger.dropStale(bodyBytesOf(numbered, 0))
      // Its worker is done with the request, by a reply that is for somebody else: no other will come.
      if (envelope?.state === "replied") this.#ledger.lose(envelope)
      return
    }
    const bodyBytes = bodyBytesOf(frames, findDelimiter(frames))
    this.#kept.keepReply(envelope.number, frames)
    // With a send timeout of 0 libzmq takes or refuses it before send() returns: one writer suffices.
    this.#front.send(frames).then(
      () => this.#ledger.return(envelope, bodyBytes),
      () => this.#ledger.undeliverable(envelope, bodyBytes),
    )
  }
}
