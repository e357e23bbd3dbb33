import { type Decoded, decoded, refused } from "./result.js"

/**
 * Frames of the broker's pipe: u32 length of what follows, u8 opcode, payload (little-endian).
 * A text payload is the JSON of one stream message, a binary payload is one batch.
 */
const HEADER_BYTES = 5
const OPCODES = ["text", "binary"] as const

/** The largest payload the decoder accepts, bytes. A checkpoint takes some 100 for each peer. */
export const MAX_PIPE_PAYLOAD_BYTES = 64 * 1024 * 1024

export type PipeFrame =
  | { readonly opcode: "text"; readonly payload: Uint8Array }
  | { readonly opcode: "binary"; readonly payload: Uint8Array }

export function encodePipeFrame(opcode: PipeFrame["opcode"], payload: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + payload.byteLength)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, payload.byteLength + 1, true)
  view.setUint8(4, OPCODES.indexOf(opcode))
  bytes.set(payload, HEADER_BYTES)
  return bytes
}

/** Cuts a byte stream, in chunks of any size, into frames. After a refusal it stays refused. */
export class PipeDecoder {
  #pending = new Uint8Array(0)
  #refusal: Decoded<never> | undefined

  push(chunk: Uint8Array): Decoded<PipeFrame[]> {
    if (this.#refusal) return this.#refusal
    const bytes = this.#pending.byteLength === 0 ? chunk : concatenate(this.#pending, chunk)
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const frames: PipeFrame[] = []
    let offset = 0
    while (bytes.byteLength - offset >= HEADER_BYTES) {
      const length = view.getUint32(offset, true)
      const opcode = OPCODES[view.getUint8(offset + 4)]
      if (opcode === undefined || length < 1 || length > MAX_PIPE_PAYLOAD_BYTES + 1) {
        this.#refusal = refused(`a pipe frame cannot have length ${length} and this opcode`)
        return this.#refusal
      }
      const end = offset + 4 + length
      if (end > bytes.byteLength) break
      frames.push({ opcode, payload: bytes.subarray(offset + HEADER_BYTES, end) })
      offset = end
    }
    this.#pending = bytes.slice(offset)
    return decoded(frames)
  }
}

function concatenate(head: Uint8Array, tail: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(head.byteLength + tail.byteLength)
  joined.set(head)
  joined.set(tail, head.byteLength)
  return joined
}
