import { MORE_THAN_NOISE, type RaceFigure, type RaceVerdict } from "@zmqscope/protocol"

/** Of which figures more is better; of the others less. */
const MORE_IS_BETTER: ReadonlySet<RaceFigure> = new Set(["returnedPerSecond"])
/** Sums of the same numbers in another order may differ by so little. */
const ROUNDING = 1e-9

/**
 * Who leads in a figure. The leader has the best mean over the rounds; whether that is more than noise
 * is asked of it and the next one: their rounds are pairs (the same arrivals), so were they alike, each
 * difference would as soon have the other sign. `chance` is the share of all ways to set the signs in
 * which the sum is at least as large, either way (sign-flip permutation test: Fisher, The Design of
 * Experiments, 1935, section 21). With n rounds it is 2 / 2^n at least, so fewer than six prove nothing.
 * @param lanes a lane's figure in each round, the same rounds in each; null where it has none
 */
export function verdict(
  figure: RaceFigure,
  lanes: readonly (readonly (number | null)[])[],
): RaceVerdict {
  const known = lanes.map((rounds) => rounds.filter((value) => value !== null))
  const spreads = known.map(spreadOf)
  const better = MORE_IS_BETTER.has(figure) ? -1 : 1
  const ranked = spreads
    .flatMap((spread, lane) => (spread === null ? [] : [{ lane, mean: spread.mean }]))
    .sort((a, b) => better * (a.mean - b.mean))
  const [first, second] = ranked
  if (first === undefined || second === undefined || first.mean === second.mean) {
    return { figure, lanes: spreads, leader: null, chance: null, isMoreThanNoise: false }
  }
  const chance = chanceOf(differences(lanes[first.lane] ?? [], lanes[second.lane] ?? []))
  const isMoreThanNoise = chance !== null && chance <= MORE_THAN_NOISE
  return { figure, lanes: spreads, leader: first.lane, chance, isMoreThanNoise }
}

function spreadOf(values: readonly number[]) {
  if (values.length === 0) return null
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return { mean, min: Math.min(...values), max: Math.max(...values) }
}

/** Of the rounds in which both have a figure. */
function differences(
  one: readonly (number | null)[],
  other: readonly (number | null)[],
): readonly number[] {
  return one.flatMap((value, round) => {
    const against = other[round]
    return value === null || against === null || against === undefined ? [] : [value - against]
  })
}

function chanceOf(pairs: readonly number[]): number | null {
  if (pairs.length === 0) return null
  const sum = Math.abs(pairs.reduce((total, pair) => total + pair, 0))
  const least = sum - ROUNDING * pairs.reduce((total, pair) => total + Math.abs(pair), 0)
  const ways = 2 ** pairs.length
  let asLarge = 0
  for (let signs = 0; signs < ways; signs += 1) {
    const flipped = pairs.reduce(
      (total, pair, index) => total + ((signs >> index) % 2 === 0 ? pair : -pair),
      0,
    )
    if (Math.abs(flipped) >= least) asLarge += 1
  }
  return asLarge / ways
}
