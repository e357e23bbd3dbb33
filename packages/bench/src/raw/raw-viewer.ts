import { randomBytes } from "node:crypto"
import { connect, type Socket } from "node:net"
import { type FrameListener, FrameReader } from "./frame-reader.js"

const TEXT = 0x1
const CLOSE = 0x8
const PONG = 0xa
/** What a frame's second byte adds to its length when a mask follows. */
const MASKED = 0x80
/** A payload masked by zeros is as it was. */
const MASK = Buffer.alloc(4)
const END_OF_HEAD = "\r\n\r\n"
/** All viewers read into it, one after the other: nothing of it is kept. */
const READ = Buffer.allocUnsafeSlow(256 * 1024)

/**
 * A viewer that takes what comes off its TCP socket and makes nothing of it: what a viewer with a
 * machine of its own costs this one. A library's WebSocket takes memory for every read and copies
 * every message, at more processor time than the broker that is measured. What goes wrong throws: it
 * ends the measurement.
 */
export class RawViewer {
  /** Resolves when the server takes it for a viewer. */
  readonly opened: Promise<void>
  /** Resolves when the connection has ended. */
  readonly closed: Promise<void>
  readonly #socket: Socket
  readonly #frames: FrameReader
  /** The answer to its request as far as it has come; undefined once that is read. */
  #head: string | undefined = ""
  #onOpened = () => {}

  /** @param url http, of a stream */
  constructor(url: string, subprotocol: string, listen: Pick<FrameListener, "binary">) {
    const { host, hostname, port, pathname } = new URL(url)
    this.#frames = new FrameReader({
      ...listen,
      ping: (payload) => this.#write(PONG, payload),
      close: () => void this.close(),
    })
    this.opened = new Promise((resolve) => {
      this.#onOpened = resolve
    })
    this.#socket = connect({
      host: hostname,
      port: Number(port),
      noDelay: true,
      onread: {
        buffer: READ,
        callback: (bytes) => {
          this.#read(READ.subarray(0, bytes))
          return true
        },
      },
    })
    this.closed = new Promise((resolve) => this.#socket.once("close", () => resolve()))
    const asked = [
      `GET ${pathname} HTTP/1.1`,
      `Host: ${host}`,
      "Connection: Upgrade",
      "Upgrade: websocket",
      `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
      "Sec-WebSocket-Version: 13",
      `Sec-WebSocket-Protocol: ${subprotocol}`,
    ]
    this.#socket.write(asked.join("\r\n") + END_OF_HEAD)
  }

  /** @param message of fewer than 126 bytes */
  send(message: object): void {
    this.#write(TEXT, Buffer.from(JSON.stringify(message)))
  }

  async close(): Promise<void> {
    if (!this.#socket.writableEnded) {
      this.#write(CLOSE, Buffer.alloc(0))
      this.#socket.end()
    }
    await this.closed
  }

  #read(chunk: Buffer): void {
    if (this.#head === undefined) {
      this.#frames.push(chunk)
      return
    }
    this.#head += chunk.toString("latin1")
    const end = this.#head.indexOf(END_OF_HEAD)
    if (end < 0) return
    if (!this.#head.startsWith("HTTP/1.1 101 ")) throw new Error(`no stream: ${this.#head}`)
    const rest = Buffer.from(this.#head.slice(end + END_OF_HEAD.length), "latin1")
    this.#head = undefined
    this.#onOpened()
    this.#frames.push(rest)
  }

  #write(opcode: number, payload: Buffer): void {
    const head = Buffer.from([0x80 | opcode, MASKED | payload.length])
    this.#socket.write(Buffer.concat([head, MASK, payload]))
  }
}
