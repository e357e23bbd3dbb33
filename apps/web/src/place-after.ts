/**
 * Where a key leads from a place in a list of `count`, no further than its ends; null for a key that
 * moves nothing.
 * @param moves by how many places, for each key that does
 */
export function placeAfter(
  key: string,
  moves: Readonly<Record<string, number>>,
  from: number,
  count: number,
): number | null {
  const by = moves[key]
  return by === undefined ? null : Math.min(Math.max(from + by, 0), count - 1)
}

/** For keys that lead to an end. */
export const TO_ENDS = { Home: Number.NEGATIVE_INFINITY, End: Number.POSITIVE_INFINITY }
