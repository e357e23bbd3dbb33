import { copyBytes, kept } from "./copy-bytes.js"

/** A TCP socket, as far as an outbox needs it. */
export interface Writable {
  write(bytes: Buffer): boolean
  cork(): void
  uncork(): void
  /** Bytes that the system has not taken yet. */
  readonly writableLength: number
}

/** Above it buffers are written as they are; below, to join them costs less than a system call's vector. */
const JOIN_BYTES = 65_536

/**
 * Gathers what is written to many sockets in one turn of the event loop, so that each gets it in one
 * write: for small messages nothing costs as much as the write.
 */
export class Outboxes {
  #pending: Outbox[] = []
  #isScheduled = false

  of(socket: Writable): Outbox {
    return new Outbox(socket, (outbox) => this.#schedule(outbox))
  }

  /** Writes everything now. */
  flush(): void {
    const pending = this.#pending
    this.#pending = []
    this.#isScheduled = false
    for (const outbox of pending) outbox.flush()
  }

  #schedule(outbox: Outbox): void {
    this.#pending.push(outbox)
    if (this.#isScheduled) return
    this.#isScheduled = true
    setImmediate(() => this.flush())
  }
}

/** What one socket is about to be written. */
export class Outbox {
  readonly #socket: Writable
  readonly #schedule: (outbox: Outbox) => void
  #buffers: Buffer[] = []
  #bytes = 0

  constructor(socket: Writable, schedule: (outbox: Outbox) => void) {
    this.#socket = socket
    this.#schedule = schedule
  }

  /** Bytes that the system has not taken yet. */
  get unsentBytes(): number {
    return this.#bytes + this.#socket.writableLength
  }

  write(bytes: Buffer): void {
    if (this.#buffers.push(bytes) === 1) this.#schedule(this)
    this.#bytes += bytes.length
  }

  flush(): void {
    const buffers = this.#buffers
    const [first] = buffers
    if (first === undefined) return
    const bytes = this.#bytes
    this.#buffers = []
    this.#bytes = 0
    // Behind what the peer has not read they may stand for long.
    const mayStand = this.#socket.writableLength > 0
    if (buffers.length === 1) this.#socket.write(mayStand ? kept(first) : first)
    else if (bytes <= JOIN_BYTES) this.#socket.write(joined(buffers, bytes))
    else this.#writeEach(mayStand ? buffers.map(kept) : buffers)
  }

  #writeEach(buffers: readonly Buffer[]): void {
    this.#socket.cork()
    for (const buffer of buffers) this.#socket.write(buffer)
    this.#socket.uncork()
  }
}

/** As Buffer.concat, which takes ten times as long for each of the few bytes that most frames have. */
function joined(buffers: readonly Buffer[], bytes: number): Buffer {
  const whole = Buffer.allocUnsafe(bytes)
  let at = 0
  for (const buffer of buffers) {
    copyBytes(buffer, 0, buffer.length, whole, at)
    at += buffer.length
  }
  return whole
}
