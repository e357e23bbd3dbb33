/** Figures as they are written everywhere. What is not known is a dash, never a nought. */
export const UNKNOWN = "—"

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 })

/** 1284 as `1,284`. */
export function formatCount(count: number | null | undefined): string {
  return count === null || count === undefined ? UNKNOWN : whole.format(count)
}

export interface Figure {
  readonly value: string
  readonly unit: string
}

/** A length of time at two or three digits: `850 µs`, `4.2 ms`, `412 ms`, `1.3 s`. */
export function durationFigure(us: number | null | undefined): Figure {
  if (us === null || us === undefined) return { value: UNKNOWN, unit: "" }
  if (us < 999.5) return { value: whole.format(us), unit: "µs" }
  if (us < 999_500) return { value: threeDigits(us / 1000), unit: "ms" }
  return { value: threeDigits(us / 1_000_000), unit: "s" }
}

function threeDigits(value: number): string {
  return value < 9.95 ? value.toFixed(1) : whole.format(value)
}

export function formatDuration(us: number | null | undefined): string {
  const { value, unit } = durationFigure(us)
  return unit === "" ? value : `${value} ${unit}`
}

/** `1 worker`, `3 workers`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}
