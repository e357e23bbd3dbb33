/** Figures as they are written everywhere. What is not known is a dash, never a nought. */
export const UNKNOWN = "—"

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 })
const oneDecimal = new Intl.NumberFormat("en", { maximumFractionDigits: 1 })

/** 1284 as `1,284`. */
export function formatCount(count: number | null | undefined): string {
  return count === null || count === undefined ? UNKNOWN : whole.format(count)
}

export interface Figure {
  readonly value: string
  readonly unit: string
}

/** A length of time at two or three digits: `850 µs`, `4.2 ms`, `412 ms`, `1.3 s`, `7.8 min`, `26 h`. */
export function durationFigure(us: number | null | undefined): Figure {
  if (us === null || us === undefined) return { value: UNKNOWN, unit: "" }
  if (us < 999.5) return { value: whole.format(us), unit: "µs" }
  if (us < 999_500) return { value: threeDigits(us / 1000), unit: "ms" }
  const seconds = us / 1_000_000
  if (seconds < 119.5) return { value: threeDigits(seconds), unit: "s" }
  if (seconds < 7170) return { value: threeDigits(seconds / 60), unit: "min" }
  return { value: threeDigits(seconds / 3600), unit: "h" }
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

/** Events a second: one decimal below 10, none above. */
export function formatRate(perSecond: number | null | undefined): string {
  if (perSecond === null || perSecond === undefined) return UNKNOWN
  return perSecond > 0 && perSecond < 10 ? oneDecimal.format(perSecond) : whole.format(perSecond)
}

/** 0.72 as 72 %; above 1, too. A dash when unknown. */
export function formatShare(share: number | null): string {
  return share === null ? UNKNOWN : `${Math.round(share * 100)} %`
}

/** Bytes in powers of 1000: `5 B`, `1.5 kB`, `10 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 999_950) return `${oneDecimal.format(bytes / 1000)} kB`
  return `${oneDecimal.format(bytes / 1_000_000)} MB`
}

/** Bytes a second, or a dash. */
export function formatByteRate(perSecond: number | null): string {
  return perSecond === null ? UNKNOWN : `${formatBytes(Math.round(perSecond))}/s`
}

const ordinals = new Intl.PluralRules("en", { type: "ordinal" })
const ORDINAL_ENDS: Readonly<Record<string, string>> = { one: "st", two: "nd", few: "rd" }

/** `1st`, `2nd`, `11th`. */
export function formatOrdinal(position: number): string {
  return `${position}${ORDINAL_ENDS[ordinals.select(position)] ?? "th"}`
}

const SMALL = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]

/** `three`, `12`. */
export function inWords(count: number): string {
  return SMALL[count] ?? formatCount(count)
}

/** 800, 1.2k, 40k: for axes. */
export function formatTick(value: number): string {
  if (value >= 1_000_000) return `${oneDecimal.format(value / 1_000_000)}M`
  if (value >= 10_000) return `${oneDecimal.format(value / 1000)}k`
  return oneDecimal.format(value)
}

/** A round duration on an axis. Of powers of ten only the first of a unit says it: 1 ms, 10, 100, 1 s. */
export function formatDurationTick(us: number, saysUnit: boolean): string {
  const [unitUs, unit] = us < 1000 ? [1, "µs"] : us < 1_000_000 ? [1000, "ms"] : [1_000_000, "s"]
  const count = us / unitUs
  return count === 1 || saysUnit || unit === "s" ? `${count} ${unit}` : `${count}`
}

/** `14:05:09.123`, in the viewer's own time zone. */
export function clockTime(atMs: number): string {
  const ms = String(new Date(atMs).getMilliseconds()).padStart(3, "0")
  return `${timeOfDay(atMs)}.${ms}`
}

/** 14:05:09, in the viewer's own time zone. */
export function timeOfDay(atMs: number): string {
  return new Date(atMs).toTimeString().slice(0, 8)
}

/** 500 ms as 0.5 s. */
export function formatSeconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`
}

/** A window in words: the last minute, or the one that is shown. */
export function windowWords(windowMs: number, frozen = false): string {
  const minutes = windowMs / 60_000
  const span = minutes === 1 ? "minute" : minutes === 60 ? "hour" : `${minutes} minutes`
  return frozen ? `the ${span} shown` : `the last ${span}`
}
