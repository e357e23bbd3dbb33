import { assertUnreachable, type EnvelopeState } from "@zmqscope/protocol"
import { isInFlight, STATES } from "../../moments.js"
import {
  FILTER_KEYS,
  type FilterKey,
  isFilterKey,
  KEY_NAMES,
  type NameKey,
  type RangeKey,
  SIZE_UNITS,
  TIME_UNITS,
} from "./keys.js"
import { type Token, tokenize } from "./tokens.js"

/** One condition of a filter. */
export type Term = { readonly negated: boolean } & (
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "name"; readonly key: NameKey; readonly pattern: string }
  | { readonly kind: "outcome"; readonly states: readonly EnvelopeState[] }
  | {
      readonly kind: "range"
      readonly key: RangeKey
      readonly range: Range
      /** Written with `:`, so that several of one key mean any of them; comparisons mean all. */
      readonly isValue: boolean
    }
)

/** Microseconds, bytes, counts or Unix milliseconds, by the key. */
export interface Range {
  readonly low: number
  readonly high: number
  readonly lowOpen: boolean
  readonly highOpen: boolean
}

export interface FilterError {
  /** Where it stands in the filter. */
  readonly from: number
  readonly to: number
  /** What is wrong, and what is allowed. */
  readonly message: string
}

export interface ParsedFilter {
  readonly terms: readonly Term[]
  readonly errors: readonly FilterError[]
}

/** What `outcome:` takes, with the two that stand for several. */
export const OUTCOMES: Readonly<Record<string, readonly EnvelopeState[]>> = {
  ...Object.fromEntries(STATES.map((state) => [state, [state]])),
  "in-flight": STATES.filter((state) => isInFlight(state)),
  ended: STATES.filter((state) => !isInFlight(state)),
}

/** A word with a key: `-`, the key, the sign, the value. */
const KEYED = /^(-?)([a-z]+)(:|>=|<=|>|<|=)(.*)$/is

/** Reads a filter. Never throws; terms that are faulty are left out of `terms`. */
export function parseFilter(filter: string): ParsedFilter {
  const terms: Term[] = []
  const errors: FilterError[] = []
  for (const token of tokenize(filter)) {
    const { from, to } = token
    const read = readTerm(token)
    if (typeof read === "string") errors.push({ from, to, message: read })
    else terms.push(read)
  }
  return { terms, errors }
}

/** The term, or what is wrong with it. */
function readTerm(token: Token): Term | string {
  if (token.open) return 'The closing " is missing.'
  const keyed = KEYED.exec(token.text)
  if (keyed === null) {
    const negated = token.text.startsWith("-") && token.text.length > 1
    return { kind: "text", negated, text: negated ? token.text.slice(1) : token.text }
  }
  const [, minus = "", name = "", sign = ":", value = ""] = keyed
  const key = name.toLowerCase()
  if (!isFilterKey(key)) return `There is no key ${name}. Keys are ${KEY_NAMES.join(", ")}.`
  return readKeyed(key, sign, value, minus === "-")
}

function readKeyed(key: FilterKey, sign: string, value: string, negated: boolean): Term | string {
  const { takes } = FILTER_KEYS[key]
  if (takes === "name" || takes === "outcome") {
    if (sign !== ":") return `${key} takes a colon, like ${key}:${EXAMPLES[key]}.`
    if (value === "") return `${key}: needs ${takes === "name" ? "a name" : "an outcome"}.`
  }
  switch (key) {
    case "client":
    case "worker":
      return { kind: "name", key, pattern: value, negated }
    case "outcome": {
      const states = Object.hasOwn(OUTCOMES, value.toLowerCase())
        ? OUTCOMES[value.toLowerCase()]
        : undefined
      if (states === undefined) {
        return `There is no outcome ${value}. Outcomes are ${Object.keys(OUTCOMES).join(", ")}.`
      }
      return { kind: "outcome", states, negated }
    }
    default: {
      const range = readRange(key, sign, value)
      if (typeof range === "string") return range
      return { kind: "range", key, range, isValue: sign === ":", negated }
    }
  }
}

const EXAMPLES: Readonly<Record<FilterKey, string>> = {
  client: "client-3",
  worker: "worker-2",
  outcome: "lost",
  rtt: "20ms",
  waiting: "1ms",
  dealer: "1ms",
  backlog: "10ms",
  service: "5ms",
  size: "1kb",
  reply: "1kb",
  attempt: "1",
  number: "128397",
  at: "1790000000000",
}

function readRange(key: RangeKey, sign: string, value: string): Range | string {
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

type RangeKind = "duration" | "size" | "count" | "time"

const WHAT: Readonly<Record<RangeKind, string>> = {
  duration: "a length of time",
  size: "a size",
  count: "a whole number",
  time: "a span",
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
