import { assertUnreachable } from "@zmqscope/protocol"
import { EXAMPLES, FILTER_KEYS, type RangeKey, SIZE_UNITS, TIME_UNITS } from "./keys.js"

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

/** What a sign and a value ask for, or what is wrong with them. */
export function readRange(key: RangeKey, sign: string, value: string): Range | string {
  const example = EXAMPLES[key]
  if (value === "") return `${key}${sign} needs ${WHAT[FILTER_KEYS[key].takes]}, like ${example}.`
  if (sign === ":" && value.includes("..")) return readSpan(key, value)
  if (key === "at") {
    return "at takes a span, like at:1790000000000..1790000005000; drag over a chart to write one."
  }
  const amount = readAmount(key, value)
  if (typeof amount === "string") return amount
  switch (sign) {
    case ">":
      return { low: amount, high: Infinity, lowOpen: true, highOpen: false }
    case ">=":
      return { low: amount, high: Infinity, lowOpen: false, highOpen: false }
    case "<":
      return { low: -Infinity, high: amount, lowOpen: false, highOpen: true }
    case "<=":
      return { low: -Infinity, high: amount, lowOpen: false, highOpen: false }
    default:
      if (FILTER_KEYS[key].takes === "duration") {
        return `${key} takes >, >=, <, <= or a range: ${key}>${value}, or ${key}:${value}..${value}.`
      }
      return { low: amount, high: amount, lowOpen: false, highOpen: false }
  }
}

/** `5ms..20ms`; either end may be left out. */
function readSpan(key: RangeKey, value: string): Range | string {
  const [fromText = "", toText = "", ...more] = value.split("..")
  if (more.length > 0 || (fromText === "" && toText === "")) {
    return `A range is two values with two dots between, like ${key}:${EXAMPLES[key]}..${EXAMPLES[key]}.`
  }
  const low = fromText === "" ? -Infinity : readAmount(key, fromText)
  const high = toText === "" ? Infinity : readAmount(key, toText)
  if (typeof low === "string") return low
  if (typeof high === "string") return high
  if (low > high) return `The range ${value} ends before it begins.`
  return { low, high, lowOpen: false, highOpen: false }
}

function readAmount(key: RangeKey, text: string): number | string {
  const { takes } = FILTER_KEYS[key]
  const [, digits, unit = ""] = /^(\d+(?:\.\d+)?)(.*)$/s.exec(text) ?? []
  if (digits === undefined) return `${text} is not ${WHAT[takes]}, like ${EXAMPLES[key]}.`
  const amount = Number(digits)
  switch (takes) {
    case "duration":
      if (unit === "") return `${text} needs a unit: us, ms or s, like ${text}ms.`
      return inUnit(amount, unit, TIME_UNITS, "Times are in us, ms or s.")
    case "size":
      return inUnit(amount, unit === "" ? "b" : unit, SIZE_UNITS, "Sizes are in b, kb or mb.")
    case "count":
    case "time":
      if (unit !== "" || !Number.isSafeInteger(amount)) return `${text} is not a whole number.`
      return amount
    default:
      return assertUnreachable(takes)
  }
}

function inUnit(
  amount: number,
  unit: string,
  units: Readonly<Record<string, number>>,
  allowed: string,
): number | string {
  const factor = Object.hasOwn(units, unit.toLowerCase()) ? units[unit.toLowerCase()] : undefined
  return factor === undefined ? `There is no unit ${unit}. ${allowed}` : amount * factor
}
