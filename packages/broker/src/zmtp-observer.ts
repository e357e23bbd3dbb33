/**
 * Decodes one direction of a ZMTP 3.x connection as its bytes pass (RFC 23 and 37), in chunks of
 * any size, without copying bodies. What it cannot follow (an older version, an encrypted or
 * malformed stream) it stops observing; the bytes are none of its business.
 */
export interface ZmtpEvents {
  /** The peer's READY command. */
  ready(properties: ReadonlyMap<string, string>): void
  /** A PING command: the peer's heartbeat. */
  pinged(): void
  /** The first frame of a message has passed; `head` is it when it has 8 bytes, until the call returns. */
  messageStarted(head: Buffer | undefined): void
  /** A whole message has passed. `bodyBytes` counts the frames behind the first empty one. */
  messagePassed(head: Buffer | undefined, bodyBytes: number): void
}

const GREETING_BYTES = 64
const HEAD_BYTES = 8
const READY = "\x05READY"
const PING = "\x04PING"
/** A stream with a longer command is not observed; libzmq's READY has some 40 bytes, a PING at most 23. */
const MAX_COMMAND_BYTES = 8192

const FLAG_MORE = 1
const FLAG_LONG = 2
const FLAG_COMMAND = 4
const FLAGS_RESERVED = 0xf8

type Reading = "greeting" | "flags" | "length" | "command" | "head" | "body" | "nothing"

export class ZmtpObserver {
  readonly #events: ZmtpEvents
  #reading: Reading = "greeting"
  /** Bytes of the part that is being collected (greeting, length or command). */
  #collected = Buffer.allocUnsafe(GREETING_BYTES)
  /** Likewise of a head. One for all messages: they pass too often for a buffer each. */
  readonly #headBytes = Buffer.allocUnsafe(HEAD_BYTES)
  #have = 0
  #need = GREETING_BYTES
  #flags = 0
  #frameBytes = 0
  /** Bytes of the frame body that have not passed yet. */
  #remaining = 0
  #isReady = false
  #head: Buffer | undefined
  #inMessage = false
  #delimiterPassed = false
  #bodyBytes = 0

  constructor(events: ZmtpEvents) {
    this.#events = events
  }

  /** False once the stream could not be followed. */
  get isObserving(): boolean {
    return this.#reading !== "nothing"
  }

  push(chunk: Buffer): void {
    let offset = 0
    while (offset < chunk.length && this.#reading !== "nothing") {
      if (this.#reading === "body") {
        const passed = Math.min(this.#remaining, chunk.length - offset)
        this.#remaining -= passed
        offset += passed
        if (this.#remaining === 0) this.#frameEnded()
      } else if (this.#reading === "flags") {
        this.#readFlags(chunk.readUInt8(offset))
        offset += 1
      } else {
        const target = this.#reading === "head" ? this.#headBytes : this.#collected
        target[this.#have] = chunk.readUInt8(offset)
        this.#have += 1
        offset += 1
        if (this.#have === this.#need) this.#partCollected(this.#reading)
      }
    }
  }

  #collect(reading: Reading, bytes: number): void {
    this.#reading = reading
    this.#have = 0
    this.#need = bytes
    if (bytes > this.#collected.length) this.#collected = Buffer.allocUnsafe(bytes)
  }

  #partCollected(part: Reading): void {
    switch (part) {
      case "greeting":
        this.#reading = isNullGreeting(this.#collected) ? "flags" : "nothing"
        return
      case "length": {
        const length =
          this.#need === 1 ? this.#collected.readUInt8(0) : this.#collected.readBigUInt64BE(0)
        this.#frameStarted(Number(length))
        return
      }
      case "command":
        this.#commandPassed(this.#collected.subarray(0, this.#need))
        return
      case "head":
        this.#head = this.#headBytes
        this.#frameEnded()
        return
      default:
        this.#reading = "nothing"
    }
  }

  #readFlags(flags: number): void {
    const isCommandWithMore = (flags & FLAG_COMMAND) !== 0 && (flags & FLAG_MORE) !== 0
    if ((flags & FLAGS_RESERVED) !== 0 || isCommandWithMore) {
      this.#reading = "nothing"
      return
    }
    this.#flags = flags
    this.#collect("length", (flags & FLAG_LONG) === 0 ? 1 : 8)
  }

  #frameStarted(length: number): void {
    this.#frameBytes = length
    this.#remaining = length
    if ((this.#flags & FLAG_COMMAND) !== 0) this.#commandStarted(length)
    else if (!this.#isReady) this.#reading = "nothing"
    else this.#messageFrameStarted(length)
  }

  #commandStarted(length: number): void {
    if (length > 0 && length <= MAX_COMMAND_BYTES) this.#collect("command", length)
    else this.#reading = "nothing"
  }

  #messageFrameStarted(length: number): void {
    if (!this.#inMessage && length === HEAD_BYTES) {
      this.#collect("head", HEAD_BYTES)
      return
    }
    if (this.#delimiterPassed) this.#bodyBytes += length
    if (length === 0) this.#frameEnded()
    else this.#reading = "body"
  }

  #commandPassed(command: Buffer): void {
    this.#reading = "flags"
    if (this.#isReady) {
      if (isNamed(command, PING)) this.#events.pinged()
      return
    }
    const properties = readReady(command)
    if (properties === undefined) {
      this.#reading = "nothing"
      return
    }
    this.#isReady = true
    this.#events.ready(properties)
  }

  #frameEnded(): void {
    this.#reading = "flags"
    if (!this.#inMessage) {
      this.#inMessage = true
      this.#events.messageStarted(this.#head)
    } else if (this.#frameBytes === 0) this.#delimiterPassed = true
    if ((this.#flags & FLAG_MORE) !== 0) return
    this.#events.messagePassed(this.#head, this.#bodyBytes)
    this.#head = undefined
    this.#inMessage = false
    this.#delimiterPassed = false
    this.#bodyBytes = 0
  }
}

/** Signature, version 3 or later and mechanism NULL (RFC 37, greeting). */
function isNullGreeting(greeting: Buffer): boolean {
  const mechanism = greeting.toString("latin1", 12, 32).replace(/\0+$/, "")
  return (
    greeting.readUInt8(0) === 0xff &&
    greeting.readUInt8(9) === 0x7f &&
    greeting.readUInt8(10) >= 3 &&
    mechanism === "NULL"
  )
}

/** @param name with its length before it */
function isNamed(command: Buffer, name: string): boolean {
  return command.toString("latin1", 0, name.length) === name
}

/** The properties of a READY command body, or undefined when it is another or malformed. */
function readReady(command: Buffer): ReadonlyMap<string, string> | undefined {
  if (!isNamed(command, READY)) return undefined
  const properties = new Map<string, string>()
  let offset = READY.length
  while (offset < command.length) {
    const keyEnd = offset + 1 + command.readUInt8(offset)
    if (keyEnd + 4 > command.length) return undefined
    const valueEnd = keyEnd + 4 + command.readUInt32BE(keyEnd)
    if (valueEnd > command.length) return undefined
    // Property names are not case-sensitive (RFC 37).
    const key = command.toString("latin1", offset + 1, keyEnd).toLowerCase()
    properties.set(key, command.toString("utf8", keyEnd + 4, valueEnd))
    offset = valueEnd
  }
  return properties
}
