import type { FaultCode, ZmtpLimits } from "../src/index.js"

/** What a peer sent, seen whole. */
export type Item =
  | { readonly message: readonly string[] }
  /** Answered with a PONG of this context. */
  | { readonly ping: string }

export interface Decoded {
  readonly items: readonly Item[]
  readonly fault: FaultCode | undefined
}

interface Frame {
  readonly isCommand: boolean
  readonly hasMore: boolean
  readonly body: Buffer
}

/**
 * What the frames behind a good handshake say, by a decoder that has them all at once and is as simple
 * as can be: RFC 37 read again, beside the incremental one.
 */
export function decodeWhole(bytes: Buffer, limits: ZmtpLimits): Decoded {
  const items: Item[] = []
  let message: Buffer[] = []
  let sizeBytes = 0
  let rest = bytes
  for (;;) {
    const frame = readFrame(rest, limits, message.length, sizeBytes)
    if (frame === undefined) return { items, fault: undefined }
    if (typeof frame === "string") return { items, fault: frame }
    const { isCommand, hasMore, body, wholeBytes } = frame
    rest = rest.subarray(wholeBytes)
    if (isCommand) {
      const item = readCommand(body)
      if (typeof item === "string") return { items, fault: item }
      if (item !== undefined) items.push(item)
      continue
    }
    message.push(body)
    sizeBytes += wholeBytes
    if (hasMore) continue
    items.push({ message: message.map((one) => one.toString("hex")) })
    message = []
    sizeBytes = 0
  }
}

/** Undefined where it is not whole; a fault is seen once its header is. */
function readFrame(
  bytes: Buffer,
  { frameBytes, messageBytes, framesPerMessage }: ZmtpLimits,
  framesBefore: number,
  bytesBefore: number,
): (Frame & { readonly wholeBytes: number }) | FaultCode | undefined {
  const [flags = 0] = bytes
  const isLong = (flags & 2) !== 0
  const headerBytes = isLong ? 9 : 2
  if (bytes.length < headerBytes) return undefined
  const isCommand = (flags & 4) !== 0
  const hasMore = (flags & 1) !== 0
  if (flags > 7 || (isCommand && hasMore)) return "malformed"
  const length = Number(isLong ? bytes.readBigUInt64BE(1) : BigInt(bytes.readUInt8(1)))
  const wholeBytes = headerBytes + length
  if (isCommand) {
    if (length === 0 || length > 8192) return "malformed"
  } else {
    if (length > frameBytes) return "frame-too-large"
    if (framesBefore + 1 > framesPerMessage) return "message-too-large"
    if (bytesBefore + wholeBytes > messageBytes) return "message-too-large"
  }
  if (bytes.length < wholeBytes) return undefined
  return { isCommand, hasMore, body: bytes.subarray(headerBytes, wholeBytes), wholeBytes }
}

function readCommand(body: Buffer): Item | FaultCode | undefined {
  const nameBytes = body.readUInt8(0)
  if (nameBytes === 0 || nameBytes + 1 > body.length) return "malformed"
  const name = body.subarray(1, nameBytes + 1).toString("latin1")
  const data = body.subarray(nameBytes + 1)
  if (name === "ERROR") return "handshake"
  // There has been one, be this one well made or not.
  if (name === "READY") return "malformed"
  if (name !== "PING") return undefined
  return data.length < 2 ? "malformed" : { ping: data.subarray(2, 18).toString("hex") }
}
