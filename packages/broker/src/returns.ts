import { FrameCursor, type Message } from "@zmqscope/zmtp"
import type { HeldRequest } from "./accounts.js"
import type { Custody } from "./custody.js"
import type { Front } from "./front.js"
import { hasBody } from "./intake.js"
import type { KeptFrames } from "./kept-frames.js"

/** Returns replies to their clients. */
export class Returns {
  readonly #front: Front
  readonly #custody: Custody
  readonly #kept: KeptFrames

  constructor(front: Front, custody: Custody, kept: KeptFrames) {
    this.#front = front
    this.#custody = custody
    this.#kept = kept
  }

  /** @param reply to this request: `[routing id, (request id,) empty, body...]` */
  return(request: HeldRequest, reply: Message): void {
    this.#kept.keepReply(request.number, reply)
    const sent = this.#front.send(request.client, reply)
    if (typeof sent === "boolean") this.#ended(request, reply, sent)
    else void sent.then((isSent) => this.#ended(request, reply, isSent))
  }

  #ended(request: HeldRequest, { bodyBytes }: Message, isSent: boolean): void {
    if (isSent) this.#custody.return(request, bodyBytes)
    else this.#custody.undeliverable(request, bodyBytes)
  }
}

/**
 * Whether a REQ can read a reply to its request: the frames before the delimiter are those that it
 * sent (none, or its request id), and something is behind it. REQ drops its connection for any other.
 * @param reply with the routing id in front
 */
export function isReadable(reply: Message, request: HeldRequest): boolean {
  const { delimiter } = request.message
  if (!hasBody(reply) || reply.delimiter !== delimiter + 1) return false
  if (delimiter === 0) return true
  const [sent, back] = [new FrameCursor(), new FrameCursor()]
  sent.open(request.message)
  back.open(reply)
  back.next()
  for (let frame = 0; frame < delimiter; frame += 1) {
    sent.next()
    back.next()
    if (!back.equals(sent.body())) return false
  }
  return true
}
