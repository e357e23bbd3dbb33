/** Middle value of several measurements, with the smallest and the largest of them. */
export interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
}

/** Of an even count, the mean of the two in the middle. Throws RangeError without a value. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  if (upper === undefined || lower === undefined) throw new RangeError("no values")
  return (lower + upper) / 2
}

/** Throws RangeError without a value. */
export function spread(values: readonly number[]): Spread {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) }
}

/** The nearest-rank percentile, `share` from 0 to 1. Throws RangeError without a value. */
export function percentile(values: Iterable<number>, share: number): number {
  const sorted = Float64Array.from(values).sort()
  const rank = Math.min(sorted.length, Math.max(1, Math.ceil(share * sorted.length)))
  const value = sorted[rank - 1]
  if (value === undefined) throw new RangeError("no values")
  return value
}

/**
 * Each measurement over the one that was taken beside it: what slows the machine for a while slows
 * both, and leaves their ratio alone. Throws RangeError when they are not pairs.
 */
export function ratiosPerPair(values: readonly number[], bases: readonly number[]): number[] {
  if (values.length !== bases.length) throw new RangeError("ratios need as many values as bases")
  return values.map((value, index) => value / (bases[index] ?? Number.NaN))
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** The normal distribution's 97.5 % quantile. */
const NORMAL = 1.959964

/**
 * The mean of independent values, and half the width of its 95 % confidence interval by Student's t
 * (its quantile by the expansion of Cornish and Fisher, within 1 % from 4 degrees of freedom on).
 */
export function confidence(values: readonly number[]): {
  readonly mean: number
  readonly halfWidth: number
} {
  const middle = mean(values)
  const freedom = values.length - 1
  const variance = values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / freedom
  const z = NORMAL
  const t =
    z + (z ** 3 + z) / (4 * freedom) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2)
  return { mean: middle, halfWidth: t * Math.sqrt(variance / values.length) }
}
