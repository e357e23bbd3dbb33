import type { Socket } from "node:net"
import { eventually, greeting, ready } from "@zmqscope/testkit"
import { connectPlain } from "./zmtp-peer.js"

const GREETING_BYTES = 64

export interface RawFrame {
  readonly flags: number
  readonly body: Buffer
}

export interface RawHandshake {
  readonly minor?: number
  readonly properties?: Readonly<Record<string, string>>
}

/** A peer that is written byte by byte, as no library would: its handshake is through, or refused. */
export class RawPeer implements Disposable {
  readonly socket: Socket
  readonly #chunks: Buffer[] = []

  static async connect(
    endpoint: string,
    socketType: string,
    { minor = 1, properties = {} }: RawHandshake = {},
  ): Promise<RawPeer> {
    const peer = new RawPeer(await connectPlain(endpoint))
    peer.socket.write(
      Buffer.concat([greeting({ minor }), ready({ "Socket-Type": socketType, ...properties })]),
    )
    await eventually(() => peer.frames.length > 0 || peer.socket.destroyed, "READY, or an end")
    return peer
  }

  private constructor(socket: Socket) {
    this.socket = socket
    socket.on("data", (chunk: Buffer) => this.#chunks.push(chunk))
  }

  /** Everything that came. */
  get bytes(): Buffer {
    return Buffer.concat(this.#chunks)
  }

  /** Every whole frame behind the greeting, commands too. */
  get frames(): RawFrame[] {
    const bytes = this.bytes
    const frames: RawFrame[] = []
    for (let at = GREETING_BYTES; at + 2 <= bytes.length; ) {
      const flags = bytes.readUInt8(at)
      const isLong = (flags & 2) !== 0
      const bodyAt = at + (isLong ? 9 : 2)
      if (bodyAt > bytes.length) break
      const length = isLong ? Number(bytes.readBigUInt64BE(at + 1)) : bytes.readUInt8(at + 1)
      if (bodyAt + length > bytes.length) break
      frames.push({ flags, body: bytes.subarray(bodyAt, bodyAt + length) })
      at = bodyAt + length
    }
    return frames
  }

  get commands(): Buffer[] {
    return this.frames.filter(({ flags }) => (flags & 4) !== 0).map(({ body }) => body)
  }

  /** Whole messages, each by its frames. */
  get messages(): Buffer[][] {
    const messages: Buffer[][] = []
    let message: Buffer[] = []
    for (const { flags, body } of this.frames) {
      if ((flags & 4) !== 0) continue
      message.push(body)
      if ((flags & 1) !== 0) continue
      messages.push(message)
      message = []
    }
    return messages
  }

  /** The message at a place in the order of coming. */
  async messageAt(index: number): Promise<Buffer[]> {
    return eventually(() => this.messages[index], `message ${index}`)
  }

  [Symbol.dispose](): void {
    this.socket.destroy()
  }
}
