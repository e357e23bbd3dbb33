/** What a viewer makes of the frames that a WebSocket's server sent (RFC 6455, section 5.2); text it passes over. */
export interface FrameListener {
  /** @param head the first bytes of a binary message, at most HEAD_BYTES, valid until it returns */
  binary(head: Buffer): void
  ping(payload: Buffer): void
  close(): void
}

/** So much of a message is looked at: a batch's header. */
export const HEAD_BYTES = 16

const TEXT = 0x1
const BINARY = 0x2
const CLOSE = 0x8
const PING = 0x9

/** How many bytes the length takes, by what stands in its place. */
const LONGER: Readonly<Record<number, number>> = { 126: 2, 127: 8 }

/**
 * Reads a server's frames, each a whole message and unmasked, however they are cut, and passes over
 * what nobody looks at: a viewer of the stream that costs next to nothing.
 */
export class FrameReader {
  readonly #listener: FrameListener
  /** What is gathered of the frame: its start, its length or what is looked at of its payload. */
  #gathered = Buffer.alloc(2)
  #filled = 0
  #then: () => void = () => this.#started()
  /** So many bytes are passed over. */
  #skip = 0
  #opcode = 0

  constructor(listener: FrameListener) {
    this.#listener = listener
  }

  push(chunk: Buffer): void {
    let at = 0
    while (at < chunk.length) {
      const skipped = Math.min(this.#skip, chunk.length - at)
      this.#skip -= skipped
      at += skipped
      const taken = chunk.copy(this.#gathered, this.#filled, at)
      this.#filled += taken
      at += taken
      if (this.#filled === this.#gathered.length && this.#skip === 0) this.#then()
    }
  }

  #gather(bytes: number, then: () => void): void {
    this.#gathered = Buffer.allocUnsafe(bytes)
    this.#filled = 0
    this.#then = then
    if (bytes === 0) then()
  }

  #started(): void {
    const [first = 0, length = 0] = this.#gathered
    this.#opcode = first & 0x0f
    const longer = LONGER[length]
    if (longer === undefined) this.#measured(length)
    else this.#gather(longer, () => this.#measured(Number(`0x${this.#gathered.toString("hex")}`)))
  }

  #measured(bytes: number): void {
    const isMessage = this.#opcode === BINARY || this.#opcode === TEXT
    const looked = isMessage ? Math.min(bytes, HEAD_BYTES) : bytes
    this.#gather(looked, () => this.#arrived(bytes - looked))
  }

  #arrived(rest: number): void {
    const payload = this.#gathered
    if (this.#opcode === BINARY) this.#listener.binary(payload)
    else if (this.#opcode === PING) this.#listener.ping(payload)
    else if (this.#opcode === CLOSE) this.#listener.close()
    this.#skip = rest
    this.#gather(2, () => this.#started())
  }
}
