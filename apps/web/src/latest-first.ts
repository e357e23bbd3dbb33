/** At most so many of what is known and what is new, the latest first. A number names one. */
export function latestFirst<T extends { readonly number: number }>(
  most: number,
  known: readonly T[],
  news: readonly T[],
): readonly T[] {
  const byNumber = new Map([...known, ...news].map((one) => [one.number, one]))
  return [...byNumber.values()].sort((one, other) => other.number - one.number).slice(0, most)
}
