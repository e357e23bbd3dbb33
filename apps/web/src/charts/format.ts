const WHOLE = new Intl.NumberFormat("en", { maximumFractionDigits: 0 })
const TENTH = new Intl.NumberFormat("en", { maximumFractionDigits: 1 })

/** 12 ms, 0.4 s, 8.2 s, 75 s: short, for a label. */
export function formatAge(us: number): string {
  if (us < 100_000) return `${WHOLE.format(us / 1000)} ms`
  return `${(us < 9_950_000 ? TENTH : WHOLE).format(us / 1_000_000)} s`
}

/** A round duration on an axis. Of powers of ten only the first of a unit says it: 1 ms, 10, 100, 1 s. */
export function formatDurationTick(us: number, saysUnit: boolean): string {
  const [unitUs, unit] = us < 1000 ? [1, "µs"] : us < 1_000_000 ? [1000, "ms"] : [1_000_000, "s"]
  const count = us / unitUs
  return count === 1 || saysUnit || unit === "s" ? `${count} ${unit}` : `${count}`
}

/** 800, 1.2k, 40k: for axes. */
export function formatTick(value: number): string {
  if (value >= 1_000_000) return `${TENTH.format(value / 1_000_000)}M`
  if (value >= 10_000) return `${TENTH.format(value / 1000)}k`
  return TENTH.format(value)
}
