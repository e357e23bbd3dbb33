import { createHash } from "node:crypto"
import { randomLcg } from "d3-random"

/** Uniform draws from [0, 1). */
export type RandomSource = () => number

/**
 * A source of its own for each purpose of each peer: what one draws never depends on how many
 * others there are, or on what they draw. Hashed, so that neighbours share no pattern.
 */
export function randomSource(seed: number, peer: string, purpose: string): RandomSource {
  const digest = createHash("sha256").update(`${seed}/${peer}/${purpose}`).digest()
  return randomLcg(digest.readUInt32LE())
}
