import { type Properties, readCommand } from "./commands.js"
import { type Fault, fault } from "./fault.js"
import { FLAG_COMMAND, FLAG_MORE, type FrameSink } from "./frame-decoder.js"
import type { Version } from "./greeting.js"
import { MAX_COMMAND_BYTES, type ZmtpLimits } from "./limits.js"
import { PeerDecoder } from "./peer-decoder.js"

export interface WatcherEvents {
  /** The peer's READY command. */
  ready(properties: Properties, version: Version): void
  /** A PING command: the peer's heartbeat. */
  pinged(): void
  /** The first frame of a message has passed; `head` is its first HEAD_BYTES if it has them, until the call returns. */
  messageStarted(head: Buffer | undefined): void
}

/** Of a message's first frame. */
export const HEAD_BYTES = 8

/**
 * Watches one direction of somebody else's connection as its bytes pass: the decoder of `Connection`
 * with a listener that keeps nothing but a message's first frame, and nothing of a chunk, so that its
 * reader may use the buffer again. A fault says that the stream cannot
 * be followed any more, or passes a bound.
 */
export class Watcher implements FrameSink {
  readonly #limits: ZmtpLimits
  readonly #events: WatcherEvents
  readonly #decoder: PeerDecoder
  #isReady = false
  #isCommand = false
  #hasMore = false
  #command: Buffer[] = []
  /** Of the message that passes. */
  #frames = 0
  #sizeBytes = 0
  readonly #headBytes = Buffer.allocUnsafe(HEAD_BYTES)
  #headHas = 0
  #isHead = false

  constructor(limits: ZmtpLimits, events: WatcherEvents) {
    this.#limits = limits
    this.#events = events
    this.#decoder = new PeerDecoder(this, () => {})
  }

  /** Whether the next byte begins a frame. */
  get isBetweenFrames(): boolean {
    return this.#decoder.isBetweenFrames
  }

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
      if (length > 0 && length <= MAX_COMMAND_BYTES) return undefined
      return fault("malformed", `a command of ${length} bytes`)
    }
    if (!this.#isReady) return fault("handshake", "it sent a message before its READY")
    this.#hasMore = (flags & FLAG_MORE) !== 0
    this.#frames += 1
    this.#sizeBytes += bodyAt - headerAt + length
    this.#isHead = this.#frames === 1 && length >= HEAD_BYTES
    const { frameBytes, framesPerMessage, messageBytes } = this.#limits
    if (length > frameBytes) return fault("frame-too-large", `a frame of ${length} bytes`)
    if (this.#frames > framesPerMessage || this.#sizeBytes > messageBytes) {
      return fault(
        "message-too-large",
        `a message of more than ${framesPerMessage} frames or ${messageBytes} bytes`,
      )
    }
    return undefined
  }

  body(chunk: Buffer, from: number, to: number, left: number): Fault | undefined {
    if (this.#isCommand) return this.#commandPiece(chunk.subarray(from, to), left)
    for (let at = from; this.#isHead && at < to && this.#headHas < HEAD_BYTES; at += 1) {
      this.#headBytes[this.#headHas] = chunk[at] ?? 0
      this.#headHas += 1
    }
    if (left > 0) return undefined
    if (this.#frames === 1) this.#events.messageStarted(this.#isHead ? this.#headBytes : undefined)
    if (this.#hasMore) return undefined
    this.#headHas = 0
    this.#frames = 0
    this.#sizeBytes = 0
    return undefined
  }

  chunkEnded(): void {}

  #commandPiece(piece: Buffer, left: number): Fault | undefined {
    this.#command.push(left > 0 ? Buffer.from(piece) : piece)
    if (left > 0) return undefined
    const command = readCommand(Buffer.concat(this.#command))
    this.#command = []
    this.#isCommand = false
    if ("code" in command) return command
    if (command.name === "PING") this.#events.pinged()
    if (command.name !== "READY") return undefined
    if (this.#isReady) return fault("malformed", "a second READY")
    this.#isReady = true
    this.#events.ready(command.properties, this.#decoder.version)
    return undefined
  }
}
