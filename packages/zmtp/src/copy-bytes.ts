/** Up to so many bytes a loop takes a tenth of the time of a call of `copy`. */
const FEW_BYTES = 64

/**
 * Memory that a copy would free before one is made, bytes: small chunks lie in slabs of Node's pool,
 * which their neighbours hold on to as well.
 */
const WORTH_A_COPY_BYTES = Buffer.poolSize

/** Whether memory is much more than what is used of it. */
export function isWasteful(memoryBytes: number, usedBytes: number): boolean {
  return memoryBytes > 2 * usedBytes + WORTH_A_COPY_BYTES
}

/** The same bytes for long: in memory of their own where they are a small piece of a chunk. */
export function kept(piece: Buffer): Buffer {
  return isWasteful(piece.buffer.byteLength, piece.length) ? Buffer.from(piece) : piece
}

/** Copies bytes, of which there are few in most frames. */
export function copyBytes(
  from: Uint8Array,
  start: number,
  end: number,
  to: Uint8Array,
  at: number,
): void {
  if (end - start > FEW_BYTES) to.set(from.subarray(start, end), at)
  else for (let index = start; index < end; index += 1) to[at + index - start] = from[index] ?? 0
}
