import { type Properties, readCommand } from "./commands.js"
import { encodeCommand } from "./encode.js"
import { type Fault, fault } from "./fault.js"
import { GREETING_BYTES, type Version } from "./greeting.js"
import type { ZmtpLimits } from "./limits.js"
import type { Message } from "./message.js"
import { MessageAssembler } from "./message-assembler.js"
import { PeerDecoder } from "./peer-decoder.js"

export interface InterceptorEvents {
  /** The peer's READY command. */
  ready(properties: Properties, version: Version): void
  /** A whole message, which goes no further. */
  message(message: Message): void
  /** Bytes for the other end: the greeting in the pieces it came in, and whole commands. */
  passes(bytes: Buffer): void
}

/**
 * Takes the messages out of one direction of a connection between two others, and lets greeting and
 * commands pass, so that handshake and heartbeats stay theirs. A fault ends it.
 */
export class Interceptor {
  readonly #events: InterceptorEvents
  readonly #assembler: MessageAssembler
  readonly #decoder: PeerDecoder
  #greetingLeft = GREETING_BYTES

  constructor(limits: ZmtpLimits, events: InterceptorEvents) {
    this.#events = events
    this.#assembler = new MessageAssembler(limits, {
      message: (message) => events.message(message),
      command: (body) => this.#command(body),
    })
    this.#decoder = new PeerDecoder(this.#assembler, () => {})
  }

  /** @param chunk in memory of its own: messages keep parts of it */
  push(chunk: Buffer): Fault | undefined {
    if (this.#greetingLeft === 0) return this.#decoder.push(chunk)
    // libzmq sends its greeting in steps, and waits for the peer's between.
    const greeting = chunk.subarray(0, this.#greetingLeft)
    const wrong = this.#decoder.push(greeting)
    if (wrong !== undefined) return wrong
    this.#greetingLeft -= greeting.length
    this.#events.passes(greeting)
    return this.#decoder.push(chunk.subarray(greeting.length))
  }

  #command(body: Buffer): Fault | undefined {
    const command = readCommand(body)
    if ("code" in command) return command
    if (command.name === "READY") {
      if (this.#assembler.isOpen) return fault("malformed", "a second READY")
      this.#assembler.isOpen = true
      this.#events.ready(command.properties, this.#decoder.version)
    }
    this.#events.passes(encodeCommand(body))
    return undefined
  }
}
