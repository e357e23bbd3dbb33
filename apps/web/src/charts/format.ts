const WHOLE = new Intl.NumberFormat("en", { maximumFractionDigits: 0 })
const TENTH = new Intl.NumberFormat("en", { maximumFractionDigits: 1 })

/** 41, 1,284 */
export function formatCount(value: number): string {
  return WHOLE.format(value)
}

/** 0.8, 9.5, 1,284: one decimal below ten. */
export function formatRate(perSecond: number): string {
  return (perSecond < 9.95 ? TENTH : WHOLE).format(perSecond)
}

/** 850 us, 4.2 ms, 412 ms, 1.6 s: two or three figures. */
export function formatDuration(us: number): string {
  if (us < 1000) return `${WHOLE.format(us)} µs`
  if (us < 999_500) return `${(us < 9950 ? TENTH : WHOLE).format(us / 1000)} ms`
  return `${(us < 99_500_000 ? TENTH : WHOLE).format(us / 1_000_000)} s`
}

/** 12 ms, 0.4 s, 8.2 s, 75 s: short, for a label. */
export function formatAge(us: number): string {
  if (us < 100_000) return `${WHOLE.format(us / 1000)} ms`
  return `${(us < 9_950_000 ? TENTH : WHOLE).format(us / 1_000_000)} s`
}

/** A power of ten on an axis of durations; only the first of a unit says it: 1 ms, 10, 100, 1 s. */
export function formatDurationTick(us: number, isLowest: boolean): string {
  const [unitUs, unit] = us < 1000 ? [1, "µs"] : us < 1_000_000 ? [1000, "ms"] : [1_000_000, "s"]
  const count = us / unitUs
  return count === 1 || isLowest || unit === "s" ? `${count} ${unit}` : `${count}`
}

/** 800, 1.2k, 40k: for axes. */
export function formatTick(value: number): string {
  if (value >= 1_000_000) return `${TENTH.format(value / 1_000_000)}M`
  if (value >= 10_000) return `${TENTH.format(value / 1000)}k`
  return TENTH.format(value)
}
