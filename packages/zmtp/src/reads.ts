/** One read of a socket; `large` ones are not copied. */
const READ_BUFFER_BYTES = 65_536
const LARGE_BYTES = READ_BUFFER_BYTES / 2

/** All sockets read into it that do not read large chunks: each holds on to it between its reads. */
const common = Buffer.allocUnsafeSlow(READ_BUFFER_BYTES)

/** What `net` takes as `onread`. */
export interface OnRead {
  readonly buffer: () => Buffer
  readonly callback: (bytes: number, buffer: Uint8Array) => boolean
}

/**
 * Reads a socket without a buffer for each read, which Node else makes, 64 KiB of it: for a small
 * message that costs more than all that is done about it. Small chunks are read into one buffer that
 * all sockets have in common, and copied; while large ones come, each has a buffer of its own.
 *
 * @param onChunk gets each chunk, in memory of its own
 */
export function readsInto(onChunk: (chunk: Buffer) => void): OnRead {
  let next = common
  return {
    buffer: () => next,
    callback: (bytes) => {
      const read = next
      const isLarge = bytes >= LARGE_BYTES
      next = isLarge ? Buffer.allocUnsafeSlow(READ_BUFFER_BYTES) : common
      onChunk(isLarge && read !== common ? read.subarray(0, bytes) : copied(read, bytes))
      return true
    },
  }
}

function copied(read: Buffer, bytes: number): Buffer {
  const chunk = Buffer.allocUnsafe(bytes)
  read.copy(chunk, 0, 0, bytes)
  return chunk
}
