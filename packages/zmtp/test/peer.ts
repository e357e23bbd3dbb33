import {
  Connection,
  type ConnectionOptions,
  type Fault,
  type Message,
  type Peer,
} from "../src/index.js"
import type { Item } from "./oracle.js"
import { SMALL_LIMITS } from "./streams.js"

const GREETING_BYTES = 64

/** A connection whose peer is the test: everything that it gave and wrote. */
export class TestPeer {
  readonly connection: Connection
  readonly items: Item[] = []
  readonly messages: Message[] = []
  readonly peers: Peer[] = []
  readonly written: Buffer[] = []
  fault: Fault | undefined
  /** What it has written and the system has not taken. */
  unsentBytes = 0
  /** Called with each message. */
  onMessage: () => void = () => {}

  constructor(options: Partial<ConnectionOptions> = {}) {
    const unsentBytes = () => this.unsentBytes
    const sink = {
      get unsentBytes() {
        return unsentBytes()
      },
      write: (bytes: Buffer) => {
        this.written.push(bytes)
        const name = bytes.toString("latin1", 3, 7)
        if (bytes[0] === 4 && name === "PONG") this.items.push({ ping: bytes.toString("hex", 7) })
      },
    }
    this.connection = new Connection(
      { socketType: "ROUTER", limits: SMALL_LIMITS, ...options },
      sink,
      {
        ready: (peer) => this.peers.push(peer),
        message: (message) => {
          this.messages.push(message)
          this.items.push({ message: message.frames.map((frame) => frame.toString("hex")) })
          this.onMessage()
        },
      },
    )
  }

  push(chunks: Iterable<Buffer>): this {
    for (const chunk of chunks) this.fault = this.connection.push(chunk)
    return this
  }

  /** What it wrote behind its greeting, as one. */
  get answered(): Buffer {
    return Buffer.concat(this.written).subarray(GREETING_BYTES)
  }
}
