/** Up to so many bytes a loop takes a tenth of the time of a call of `copy`. */
const FEW_BYTES = 64

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
