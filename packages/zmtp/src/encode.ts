import {
  FLAG_COMMAND,
  FLAG_LONG,
  FLAG_MORE,
  LONG_HEADER_BYTES,
  SHORT_HEADER_BYTES,
} from "./frame-decoder.js"

const MAX_SHORT_LENGTH = 255

export function headerBytes(length: number): number {
  return length <= MAX_SHORT_LENGTH ? SHORT_HEADER_BYTES : LONG_HEADER_BYTES
}

/** A frame's header: flags and length. */
export function encodeHeader(length: number, flags: number): Buffer {
  if (length <= MAX_SHORT_LENGTH) {
    const header = Buffer.allocUnsafe(SHORT_HEADER_BYTES)
    header[0] = flags
    header[1] = length
    return header
  }
  const header = Buffer.allocUnsafe(LONG_HEADER_BYTES)
  header[0] = flags | FLAG_LONG
  header.writeUInt32BE(Math.floor(length / 0x1_0000_0000), 1)
  header.writeUInt32BE(length % 0x1_0000_0000, 5)
  return header
}

/** A whole frame that others follow. */
export function encodeMoreFrame(body: Buffer): Buffer {
  return Buffer.concat([encodeHeader(body.length, FLAG_MORE), body])
}

/** A message's frames as they go over the wire: headers and bodies in turn, bodies not copied. */
export function encodeFrames(frames: readonly Buffer[]): Buffer[] {
  return frames.flatMap((frame, index) => {
    const header = encodeHeader(frame.length, index < frames.length - 1 ? FLAG_MORE : 0)
    return frame.length === 0 ? [header] : [header, frame]
  })
}

export function encodeCommand(body: Buffer): Buffer {
  return Buffer.concat([encodeHeader(body.length, FLAG_COMMAND), body])
}
