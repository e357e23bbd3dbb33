import { copyBytes } from "./copy-bytes.js"

/** One read of a socket: a body of 64 KiB comes in one, with what stands before it. */
const READ_BUFFER_BYTES = 65_536 + 1024

/** All sockets read into it that do not fill it: each holds on to it between its reads. */
const common = Buffer.allocUnsafeSlow(READ_BUFFER_BYTES)
/** One of a socket's own that it needs no more. */
let spare: typeof common | undefined

/** What `net` takes as `onread`. */
export interface OnRead {
  readonly buffer: () => Buffer
  readonly callback: (bytes: number, buffer: Uint8Array) => boolean
}

/**
 * Reads a socket without a buffer for each read, which Node else makes, 64 KiB of it: for a small
 * message that costs more than all that is done about it, and for a large one the garbage collector
 * is kept busy by what was not filled. Chunks are read into one buffer that all sockets have in
 * common, and copied; while more comes than it holds, each read has a buffer of its own.
 *
 * @param onChunk gets each chunk, in memory of its own
 */
export function readsInto(onChunk: (chunk: Buffer) => void): OnRead {
  let next = common
  return {
    buffer: () => next,
    callback: (bytes) => {
      const read = next
      const isFull = bytes === READ_BUFFER_BYTES
      next = isFull ? ownBuffer() : common
      if (isFull && read !== common) onChunk(read)
      else {
        const chunk = copied(read, bytes)
        if (read !== common) spare = read
        onChunk(chunk)
      }
      return true
    },
  }
}

function ownBuffer(): typeof common {
  const own = spare ?? Buffer.allocUnsafeSlow(READ_BUFFER_BYTES)
  spare = undefined
  return own
}

function copied(read: Buffer, bytes: number): Buffer {
  const chunk = Buffer.allocUnsafe(bytes)
  copyBytes(read, 0, bytes, chunk, 0)
  return chunk
}
