import { type Properties, readCommand } from "./commands.js"
import { type Fault, fault } from "./fault.js"
import { FLAG_COMMAND, FLAG_MORE, type FrameSink } from "./frame-decoder.js"
import type { Version } from "./greeting.js"
import { MAX_COMMAND_BYTES } from "./limits.js"
import { PeerDecoder } from "./peer-decoder.js"

/** A peer's READY command as it passed. */
export interface Announced {
  readonly properties: Properties
  readonly version: Version
  /** Of its frame, header and body. */
  readonly frameBytes: number
}

export interface FollowerEvents {
  ready(announced: Announced): void
  /** A frame of a message begins; its body comes in pieces, in one of no bytes when it is empty. */
  frame(lengthBytes: number): void
  /** `left` bytes of the frame are still to come. */
  piece(chunk: Buffer, from: number, to: number, left: number): void
  /** The frame that ended was the message's last. */
  messageEnded(): void
}

/**
 * Follows one direction of a connection between two others, whatever they send: the decoder of
 * `Connection`, without bounds, since nothing is held of what passes. A fault says that it cannot be
 * followed any further; it may go on all the same.
 */
export class Follower implements FrameSink {
  readonly #events: FollowerEvents
  readonly #decoder: PeerDecoder
  #isReady = false
  #isCommand = false
  #hasMore = false
  #command: Buffer[] = []
  #commandBytes = 0

  constructor(events: FollowerEvents) {
    this.#events = events
    this.#decoder = new PeerDecoder(this, () => {})
  }

  /** Keeps nothing of the chunk. */
  push(chunk: Buffer): Fault | undefined {
    return this.#decoder.push(chunk)
  }

  header(
    _chunk: Buffer,
    headerAt: number,
    bodyAt: number,
    flags: number,
    length: number,
  ): Fault | undefined {
    this.#isCommand = (flags & FLAG_COMMAND) !== 0
    if (this.#isCommand) {
      this.#commandBytes = bodyAt - headerAt + length
      if (length > 0 && length <= MAX_COMMAND_BYTES) return undefined
      return fault("malformed", `a command of ${length} bytes`)
    }
    if (!this.#isReady) return fault("handshake", "it sent a message before its READY")
    this.#hasMore = (flags & FLAG_MORE) !== 0
    this.#events.frame(length)
    return undefined
  }

  body(chunk: Buffer, from: number, to: number, left: number): Fault | undefined {
    if (this.#isCommand) return this.#commandPiece(chunk.subarray(from, to), left)
    this.#events.piece(chunk, from, to, left)
    if (left === 0 && !this.#hasMore) this.#events.messageEnded()
    return undefined
  }

  chunkEnded(): void {}

  #commandPiece(piece: Buffer, left: number): Fault | undefined {
    this.#command.push(Buffer.from(piece))
    if (left > 0) return undefined
    const command = readCommand(Buffer.concat(this.#command))
    this.#command = []
    this.#isCommand = false
    if ("code" in command) return command
    if (this.#isReady) return undefined
    if (command.name === "ERROR") return fault("handshake", `it said: ${command.reason}`)
    if (command.name !== "READY") return fault("handshake", "its first command is no READY")
    this.#isReady = true
    const { properties } = command
    const { version } = this.#decoder
    this.#events.ready({ properties, version, frameBytes: this.#commandBytes })
    return undefined
  }
}
