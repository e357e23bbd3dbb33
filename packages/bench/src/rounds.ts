/** What is measured: a name, and how one short round of it is taken. */
export interface Variant<R> {
  readonly name: string
  readonly measure: () => Promise<R>
}

/**
 * Takes `rounds` of each variant in turn (A B C A B C ...), so that each round of one has a round of
 * every other beside it. Gives the rounds of each variant, in their order.
 */
export async function inTurn<R>(
  variants: readonly Variant<R>[],
  rounds: number,
  progress: (text: string) => void,
): Promise<R[][]> {
  const results: R[][] = variants.map(() => [])
  for (let round = 1; round <= rounds; round += 1) {
    for (const [index, { name, measure }] of variants.entries()) {
      progress(`round ${round} of ${rounds}: ${name}`)
      results[index]?.push(await measure())
    }
  }
  return results
}
