import { kept } from "./copy-bytes.js"
import { type Fault, fault } from "./fault.js"
import { FLAG_COMMAND, FLAG_MORE, type FrameSink } from "./frame-decoder.js"
import { MAX_COMMAND_BYTES, type ZmtpLimits } from "./limits.js"
import { Message } from "./message.js"

/** Parts in the mean smaller than this, from so many on, are joined: that costs a copy of each byte. */
const MANY_PARTS = 64
const SMALL_PART_BYTES = 4096

export interface MessageListener {
  message(message: Message): void
  /** A command's body; a fault refuses it. */
  command(body: Buffer): Fault | undefined
}

/** Puts frames together to messages and commands, and holds them to the limits as they come in. */
export class MessageAssembler implements FrameSink {
  /** Whether messages may come: before the peer's READY none may. */
  isOpen = false
  readonly #limits: ZmtpLimits
  readonly #listener: MessageListener
  /** Where the current message's bytes begin in the current chunk, or -1 when none are in it. */
  #partAt = -1
  /** Of the current message: parts in chunks before. */
  #parts: Buffer[] = []
  #sizeBytes = 0
  #frameCount = 0
  #delimiter = -1
  #bodyBytes = 0
  /** Bytes of `#parts`. */
  #heldBytes = 0
  #hasMore = false
  #isCommand = false
  #commandPieces: Buffer[] = []

  constructor(limits: ZmtpLimits, listener: MessageListener) {
    this.#limits = limits
    this.#listener = listener
  }

  /** Bytes held for a message that is not whole yet, of chunks before. */
  get heldBytes(): number {
    return this.#heldBytes
  }

  header(
    chunk: Buffer,
    headerAt: number,
    bodyAt: number,
    flags: number,
    length: number,
  ): Fault | undefined {
    this.#isCommand = (flags & FLAG_COMMAND) !== 0
    if (this.#isCommand) {
      // libzmq sends a PING between the frames of a message, too.
      this.#cut(chunk, headerAt)
      if (length > 0 && length <= MAX_COMMAND_BYTES) return undefined
      return fault("malformed", `a command of ${length} bytes`)
    }
    if (!this.isOpen) return fault("handshake", "it sent a message before its READY")
    if (this.#partAt < 0) this.#partAt = headerAt
    this.#hasMore = (flags & FLAG_MORE) !== 0
    this.#frameCount += 1
    this.#sizeBytes += bodyAt - headerAt + length
    if (this.#delimiter >= 0) this.#bodyBytes += length
    else if (length === 0) this.#delimiter = this.#frameCount - 1
    return this.#excess(length)
  }

  body(chunk: Buffer, from: number, to: number, left: number): Fault | undefined {
    if (this.#isCommand) return this.#command(chunk.subarray(from, to), left)
    if (left > 0 || this.#hasMore) return undefined
    const isAll = this.#partAt === 0 && to === chunk.length
    const last = isAll ? chunk : chunk.subarray(this.#partAt, to)
    const parts = this.#parts.length === 0 ? [last] : [...this.#parts, last]
    const message = Message.ofParts(parts, {
      frameCount: this.#frameCount,
      sizeBytes: this.#sizeBytes,
      delimiter: this.#delimiter,
      bodyBytes: this.#bodyBytes,
    })
    this.#partAt = -1
    if (this.#parts.length > 0) this.#parts = []
    this.#heldBytes = 0
    this.#sizeBytes = 0
    this.#frameCount = 0
    this.#delimiter = -1
    this.#bodyBytes = 0
    this.#listener.message(message)
    return undefined
  }

  chunkEnded(chunk: Buffer, end: number): void {
    this.#cut(chunk, end)
    // In a message, be it between two frames: the next chunk goes on with it at once.
    this.#partAt = this.#frameCount > 0 && !this.#isCommand ? 0 : -1
  }

  /** Ends the current message's part at a place in the chunk. */
  #cut(chunk: Buffer, end: number): void {
    if (this.#partAt >= 0 && end > this.#partAt) {
      this.#parts.push(kept(chunk.subarray(this.#partAt, end)))
      this.#heldBytes += end - this.#partAt
      this.#joinSmallParts()
    }
    this.#partAt = -1
  }

  /** A message that comes in drops would cost many times its bytes. */
  #joinSmallParts(): void {
    const count = this.#parts.length
    if (count < MANY_PARTS || this.#heldBytes > count * SMALL_PART_BYTES) return
    this.#parts = [Buffer.concat(this.#parts, this.#heldBytes)]
  }

  #excess(length: number): Fault | undefined {
    const { frameBytes, messageBytes, framesPerMessage } = this.#limits
    if (length > frameBytes) {
      return fault("frame-too-large", `a frame of ${length} bytes, where ${frameBytes} are allowed`)
    }
    if (this.#frameCount > framesPerMessage) {
      return fault("message-too-large", `a message of more than ${framesPerMessage} frames`)
    }
    if (this.#sizeBytes > messageBytes) {
      return fault("message-too-large", `a message of more than ${messageBytes} bytes`)
    }
    return undefined
  }

  #command(piece: Buffer, left: number): Fault | undefined {
    this.#commandPieces.push(piece)
    if (left > 0) return undefined
    const [first = piece, ...others] = this.#commandPieces
    this.#commandPieces = []
    this.#isCommand = false
    return this.#listener.command(others.length === 0 ? first : Buffer.concat([first, ...others]))
  }
}
