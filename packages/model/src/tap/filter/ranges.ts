import { FILTER_KEYS, type RangeKey, UNITS } from "./keys.js"

/** Microseconds, bytes, counts or Unix milliseconds, by the key. */
export interface Range {
  readonly low: number
  readonly high: number
  readonly lowOpen: boolean
  readonly highOpen: boolean
}

type RangeKind = "duration" | "size" | "count" | "time"

const WHAT: Readonly<Record<RangeKind, string>> = {
  duration: "a length of time",
  size: "a size",
  count: "a whole number",
  time: "a span",
}

/** What a sign asks for, of the amount behind it. */
const SIGNS: Readonly<Record<string, (amount: number) => Range>> = {
  ">": (low) => ({ low, high: Infinity, lowOpen: true, highOpen: false }),
  ">=": (low) => ({ low, high: Infinity, lowOpen: false, highOpen: false }),
  "<": (high) => ({ low: -Infinity, high, lowOpen: false, highOpen: true }),
  "<=": (high) => ({ low: -Infinity, high, lowOpen: false, highOpen: false }),
}

/** What a sign and a value ask for, or what is wrong with them. */
export function readRange(key: RangeKey, sign: string, value: string): Range | string {
  const { takes, example } = FILTER_KEYS[key]
  if (value === "") return `${key}${sign} needs ${WHAT[takes]}, like ${example}.`
  if (sign === ":" && value.includes("..")) return readSpan(key, value)
  if (key === "at") {
    return "at takes a span, like at:1790000000000..1790000005000; drag over a chart to write one."
  }
  const amount = readAmount(key, value)
  if (typeof amount === "string") return amount
  const range = SIGNS[sign]?.(amount)
  if (range === undefined && takes === "duration") {
    return `${key} takes >, >=, <, <= or a range: ${key}>${value}, or ${key}:${value}..${value}.`
  }
  return range ?? { low: amount, high: amount, lowOpen: false, highOpen: false }
}

/** `5ms..20ms`; either end may be left out. */
function readSpan(key: RangeKey, value: string): Range | string {
  const [fromText = "", toText = "", ...more] = value.split("..")
  if (more.length > 0 || (fromText === "" && toText === "")) {
    const { example } = FILTER_KEYS[key]
    return `A range is two values with two dots between, like ${key}:${example}..${example}.`
  }
  const low = fromText === "" ? -Infinity : readAmount(key, fromText)
  const high = toText === "" ? Infinity : readAmount(key, toText)
  if (typeof low === "string") return low
  if (typeof high === "string") return high
  if (low > high) return `The range ${value} ends before it begins.`
  return { low, high, lowOpen: false, highOpen: false }
}

function readAmount(key: RangeKey, text: string): number | string {
  const { takes, example } = FILTER_KEYS[key]
  const [, digits, unit = ""] = /^(\d+(?:\.\d+)?)(.*)$/s.exec(text) ?? []
  if (digits === undefined) return `${text} is not ${WHAT[takes]}, like ${example}.`
  const amount = Number(digits)
  if (takes === "count" || takes === "time") {
    return unit === "" && Number.isSafeInteger(amount) ? amount : `${text} is not a whole number.`
  }
  if (takes === "duration" && unit === "") {
    return `${text} needs a unit: us, ms or s, like ${text}ms.`
  }
  const { factors, said } = UNITS[takes]
  const factor = new Map(Object.entries(factors)).get((unit || "b").toLowerCase())
  return factor === undefined ? `There is no unit ${unit}. ${said}` : amount * factor
}
